import { writeJournal } from '#app/features/journal/journal.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import { dayOf, yearOf } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { certificateNumber } from './certificate.rules.ts';
import { newCheckCode } from './check-code.server.ts';
import { takeNumbers } from './numbers.server.ts';
import { type Certificate, findCertificate } from './reading.server.ts';

export type EndRefusal = 'not-found' | 'own' | 'revoked' | 'replaced';
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
    await note(trx, 'certificate.revoked', { actor, certificateId, detail: { reason }, now });
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
 * Issues a certificate in place of another, with the name as it is right, everything else as it was frozen. Each is replaced once, so
 * that they are a chain; one that was revoked can be replaced as well, which makes the completion certified again.
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
    const id = newId();
    const number = certificateNumber(yearOf(now), await numbers.take(1));
    await trx
      .insertInto('certificate')
      .values({
        id,
        person_id: certificate.personId,
        course_id: certificate.courseId,
        cycle: certificate.content.cycle,
        revision: certificate.revision + 1,
        replaces_id: certificateId,
        completion_id: certificate.completionId,
        number,
        code: newCheckCode(),
        content: JSON.stringify({ ...certificate.content, name }),
        issued_on: dayOf(now),
        issued_at: now.toISOString(),
        issued_by: actor.personId,
        reason,
      })
      .execute();
    const before = { number: certificate.number, name: certificate.content.name };
    await note(trx, 'certificate.replaced', { actor, certificateId, detail: { reason, byId: id }, now });
    await note(trx, 'certificate.issued', {
      actor,
      certificateId: id,
      detail: { number, name, before },
      now,
    });
    await tell(trx, {
      personId: certificate.personId,
      kind: 'certificate',
      title: `《${certificate.content.courseTitle}》的结业证书已换发`,
      body: `新编号 ${number}，原来的 ${certificate.number} 不再有效。理由：${reason}。`,
      link: `/me/certificates#${id}`,
      now,
    });
    return { ok: true, certificateId: id };
  });
}

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
  line: { actor: Actor; certificateId: string; detail: Record<string, unknown>; now: Date },
): Promise<void> {
  const { actor, certificateId, detail, now } = line;
  return writeJournal(trx, {
    actor,
    action,
    subjectType: 'certificate',
    subjectId: certificateId,
    detail,
    now,
  });
}
