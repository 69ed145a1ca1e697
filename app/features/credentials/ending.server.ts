import { type JournalLine, writeJournal } from '#app/features/journal/journal.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { newId } from '#app/lib/id.ts';
import { dayOf, yearOf } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type CertificateContent, certificateNumber } from './certificate.rules.ts';
import { newCheckCode } from './check-code.server.ts';
import { noLongerDifferent } from './comparing.server.ts';
import { completedOf } from './completed.server.ts';
import { takeNumbers } from './numbers.server.ts';
import { type Certificate, findCertificate } from './reading.server.ts';

export type EndRefusal = 'not-found' | 'own' | 'revoked' | 'replaced' | 'no-credits';
export type EndOutcome = { ok: true; certificateId: string } | { ok: false; reason: EndRefusal };

interface Ending {
  /** Who does it; not the person whom the certificate is about. */
  actor: Actor;
  certificateId: string;
  reason: string;
  now: Date;
}

/**
 * Takes a certificate back: from then on whoever checks it reads that it is valid no more. The reason is told to the person alone.
 * What is revoked or replaced stays so; `own` when it is the actor's.
 */
export async function revokeCertificate(
  db: Db,
  { actor, certificateId, reason, now }: Ending,
): Promise<EndOutcome> {
  return inTransaction(db, async (trx) => {
    await takeNumbers(trx, yearOf(now)); // whoever replaces it at this moment is waited for
    const found = await toEnd(trx, certificateId, actor);
    if (!found.ok) return found;
    const { certificate } = found;
    if (certificate.state === 'revoked') return { ok: false, reason: 'revoked' };
    try {
      await trx
        .insertInto('certificate_revocation')
        .values({
          certificate_id: certificateId,
          at: now.toISOString(),
          by_person_id: actor.personId,
          reason,
        })
        .execute();
    } catch (error) {
      if (isUniqueViolation(error)) return { ok: false, reason: 'revoked' };
      throw error;
    }
    await noLongerDifferent(trx, certificateId);
    const concerns = certificate.personId;
    await note(trx, 'certificate.revoked', { actor, certificateId, concerns, detail: { reason }, now });
    await tell(trx, {
      personId: certificate.personId,
      kind: 'certificate',
      title: `《${certificate.content.courseTitle}》的结业证书已撤销`,
      body: `编号 ${certificate.number}。理由：${reason}。有不同意见可以向教务提出。`,
      link: `/me/certificates#${certificateId}`,
      now,
    });
    return { ok: true, certificateId };
  });
}

/**
 * Issues a certificate in place of another, with the name as it is right, credits and hours as a first certificate would say them now, everything
 * else as it was frozen. Each is replaced once, so that they are a chain; one that was revoked can be replaced as well, which makes the completion
 * certified again. `no-credits` where the ledger has taken back all that the old one certifies: that can only be revoked.
 */
export async function replaceCertificate(
  db: Db,
  { actor, certificateId, name, reason, now }: Ending & { name: string },
): Promise<EndOutcome> {
  return inTransaction(db, async (trx) => {
    const numbers = await takeNumbers(trx, yearOf(now));
    const found = await toEnd(trx, certificateId, actor);
    if (!found.ok) return found;
    const { certificate } = found;
    const old = certificate.content;
    const [current] = await completedOf(trx, [certificate.completionId]);
    if (!current) throw new Error(`The completion of certificate ${certificate.number} is gone.`);
    const { credits, hours } = current.content;
    if (credits === 0 && old.credits > 0) return { ok: false, reason: 'no-credits' };
    const id = newId();
    const number = certificateNumber(yearOf(now), await numbers.take(1));
    await writeNext(trx, certificate, {
      ...{ id, number, content: { ...old, name, credits, hours } },
      ...{ reason, issuedBy: actor.personId, now },
    });
    await noLongerDifferent(trx, certificateId);
    // Whether the name changed, never the name: the journal is kept longer than accounts are.
    const before = { number: certificate.number, credits: old.credits };
    const concerns = certificate.personId;
    const detail = { reason, byId: id };
    await note(trx, 'certificate.replaced', { actor, certificateId, concerns, detail, now });
    await note(trx, 'certificate.issued', {
      actor,
      certificateId: id,
      concerns,
      detail: { number, credits, renamed: name !== old.name, before },
      now,
    });
    await tell(trx, {
      personId: certificate.personId,
      kind: 'certificate',
      title: `《${old.courseTitle}》的结业证书已换发`,
      body: `新编号 ${number}，原来的 ${certificate.number} 不再有效。${creditWords(old.credits, credits)}理由：${reason}。`,
      link: `/me/certificates#${id}`,
      now,
    });
    return { ok: true, certificateId: id };
  });
}

interface Next {
  id: string;
  number: string;
  content: CertificateContent;
  reason: string;
  issuedBy: string | null;
  now: Date;
}

async function writeNext(
  trx: Trx,
  before: Certificate,
  { id, number, content, reason, issuedBy, now }: Next,
): Promise<void> {
  await trx
    .insertInto('certificate')
    .values({
      ...{ id, person_id: before.personId, course_id: before.courseId, cycle: content.cycle },
      ...{ revision: before.revision + 1, replaces_id: before.id, completion_id: before.completionId },
      ...{ number, code: newCheckCode(), content: JSON.stringify(content) },
      ...{ issued_on: dayOf(now), issued_at: now.toISOString(), issued_by: issuedBy, reason },
    })
    .execute();
}

const creditWords = (was: number, is: number) =>
  was === is ? '' : `学分照流水现在的写：原来 ${formatHundredths(was)}，现在 ${formatHundredths(is)}。`;

async function toEnd(
  trx: Trx,
  certificateId: string,
  actor: Actor,
): Promise<{ ok: true; certificate: Certificate } | { ok: false; reason: EndRefusal }> {
  const certificate = await findCertificate(trx, certificateId);
  if (!certificate) return { ok: false, reason: 'not-found' };
  if (certificate.personId === actor.personId) return { ok: false, reason: 'own' };
  if (certificate.state === 'replaced') return { ok: false, reason: 'replaced' };
  return { ok: true, certificate };
}

function note(
  trx: Trx,
  action: string,
  line: Pick<JournalLine, 'actor' | 'concerns' | 'detail' | 'now'> & { certificateId: string },
): Promise<void> {
  const { certificateId, ...rest } = line;
  return writeJournal(trx, { ...rest, action, subjectType: 'certificate', subjectId: certificateId });
}
