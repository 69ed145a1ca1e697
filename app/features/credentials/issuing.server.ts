import { type JournalLine, writeJournalLines } from '#app/features/journal/journal.server.ts';
import { type NewNotice, tellMany } from '#app/features/notices/notices.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import { dayOf, yearOf } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import type { CertificateRow } from '#db/tables/credentials.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { certificateNumber } from './certificate.rules.ts';
import { newCheckCode } from './check-code.server.ts';
import { type Completed, completedOf } from './completed.server.ts';
import { takeNumbers } from './numbers.server.ts';

export interface Issuing {
  completionIds: readonly string[];
  /** Who writes it down: the system, which follows the rule. */
  actor: Actor;
  /** Who of staff had it done and answers for it; null when the person asked. Their own are left out: nobody issues their own. */
  issuedBy: string | null;
  now: Date;
}

/**
 * Issues a certificate for each of these completions (at most some hundreds) that has none, with its content frozen as it is now. One for
 * each person, course and cycle, the earliest completion first; whoever has one already gets no second. Answers how many are new.
 * The people are told. Source: product C7.
 */
export async function issueCertificates(trx: Trx, issuing: Issuing): Promise<number> {
  const { actor, issuedBy, now } = issuing;
  const numbers = await takeNumbers(trx, yearOf(now));
  // Whoever issues at the same time, or compares with the ledger, waits for the numbers: what there is does not change from here on.
  const completed = (await completedOf(trx, issuing.completionIds)).filter(
    ({ personId }) => personId !== issuedBy,
  );
  const known = await certifiedKeys(trx, completed);
  const fresh = new Map<string, Completed>();
  for (const one of completed)
    if (!known.has(keyOf(one)) && !fresh.has(keyOf(one))) fresh.set(keyOf(one), one);
  if (fresh.size === 0) return 0;
  const first = await numbers.take(fresh.size);
  const rows = [...fresh.values()].map((one, index) =>
    certificateRow(one, { number: certificateNumber(yearOf(now), first + index), issuedBy, now }),
  );
  await trx.insertInto('certificate').values(rows).execute();
  await tellMany(trx, rows.map(news));
  await writeJournalLines(
    trx,
    rows.map((row) => issuedLine(row, actor, now)),
  );
  return rows.length;
}

const keyOf = (one: { personId: string; courseId: string; cycle: number }) =>
  [one.personId, one.courseId, one.cycle].join(' ');

/** For which person, course and cycle there is a certificate, in whatever state. */
async function certifiedKeys(trx: Trx, completed: readonly Completed[]): Promise<Set<string>> {
  if (completed.length === 0) return new Set();
  const rows = await trx
    .selectFrom('certificate')
    .select(['person_id', 'course_id', 'cycle'])
    .where('person_id', 'in', [...new Set(completed.map(({ personId }) => personId))])
    .where('course_id', 'in', [...new Set(completed.map(({ courseId }) => courseId))])
    .execute();
  return new Set(
    rows.map((row) => keyOf({ personId: row.person_id, courseId: row.course_id, cycle: row.cycle })),
  );
}

/** The row of a first certificate. */
function certificateRow(
  { personId, courseId, cycle, completionId, content }: Completed,
  { number, issuedBy, now }: { number: string; issuedBy: string | null; now: Date },
): CertificateRow {
  return {
    id: newId(),
    person_id: personId,
    course_id: courseId,
    cycle,
    revision: 1,
    replaces_id: null,
    completion_id: completionId,
    number,
    code: newCheckCode(),
    content: JSON.stringify(content),
    issued_on: dayOf(now),
    issued_at: now.toISOString(),
    issued_by: issuedBy,
    reason: null,
  };
}

function news({ id, person_id, content, number, issued_at }: CertificateRow): NewNotice {
  const { courseTitle } = JSON.parse(content) as { courseTitle: string };
  return {
    personId: person_id,
    kind: 'certificate',
    title: `《${courseTitle}》的结业证书已发`,
    body: `编号 ${number}，可以下载打印，也可以让别人凭证书上的校验码查真伪。`,
    link: `/me/certificates#${id}`,
    now: new Date(issued_at),
  };
}

function issuedLine(
  { id, person_id, number, issued_by }: CertificateRow,
  actor: Actor,
  now: Date,
): JournalLine {
  return {
    actor,
    action: 'certificate.issued',
    subjectType: 'certificate',
    subjectId: id,
    concerns: person_id,
    detail: issued_by ? { number, issuedBy: issued_by } : { number },
    now,
  };
}

export type AskOutcome =
  | { ok: true; certificateId: string }
  | { ok: false; reason: 'not-found' }
  | { ok: false; reason: 'revoked' };

/**
 * Gives a person the certificate of one of their completions; when there is one for the course and cycle already, the last of its
 * chain. `revoked` where that one was taken back; `not-found` for completions of others alike.
 */
export async function askForCertificate(
  db: Db,
  { personId, completionId, actor, now }: { personId: string; completionId: string; actor: Actor; now: Date },
): Promise<AskOutcome> {
  const [own] = await completedOf(db, [completionId]);
  if (!own || own.personId !== personId) return { ok: false, reason: 'not-found' };
  const known = await lastOf(db, own);
  if (known)
    return known.isRevoked ? { ok: false, reason: 'revoked' } : { ok: true, certificateId: known.id };
  await inTransaction(db, (trx) =>
    issueCertificates(trx, { completionIds: [completionId], actor, issuedBy: null, now }),
  );
  const issued = await lastOf(db, own);
  if (!issued) throw new Error(`The completion ${completionId} has no certificate.`);
  return { ok: true, certificateId: issued.id };
}

async function lastOf(
  db: Db,
  { personId, courseId, cycle }: Completed,
): Promise<{ id: string; isRevoked: boolean } | null> {
  const row = await db
    .selectFrom('certificate')
    .leftJoin('certificate_revocation as revocation', 'revocation.certificate_id', 'certificate.id')
    .select(['certificate.id', 'revocation.certificate_id as revoked'])
    .where('person_id', '=', personId)
    .where('course_id', '=', courseId)
    .where('cycle', '=', cycle)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? { id: row.id, isRevoked: row.revoked !== null } : null;
}
