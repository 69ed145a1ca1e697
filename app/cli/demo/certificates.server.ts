import { confirmAdjustment } from '#app/features/adjustments/deciding.server.ts';
import { proposeCorrection } from '#app/features/adjustments/proposing.server.ts';
import { compareWithLedger } from '#app/features/credentials/comparing.server.ts';
import { replaceCertificate, revokeCertificate } from '#app/features/credentials/ending.server.ts';
import { issueCertificates } from '#app/features/credentials/issuing.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { plusDays } from './calendar.ts';
import { known, type Loading } from './world.ts';

/**
 * Certificates of the section that the demo learner completed first; of the others one was taken back, one replaced, and of one the ledger was corrected since. What they
 * completed later can still be asked for.
 */
export async function issueSome(
  loading: Loading,
  {
    accounts,
    registrar,
    reviewer,
  }: { accounts: ReadonlyMap<string, string>; registrar: Actor; reviewer: Actor },
): Promise<void> {
  const { trx, now } = loading;
  const learner = known(accounts, 'learner', 'account');
  const { section_id } = await trx
    .selectFrom('completion')
    .select('section_id')
    .where('person_id', '=', learner)
    .orderBy('completed_at')
    .limit(1)
    .executeTakeFirstOrThrow();
  const completions = await trx
    .selectFrom('completion')
    .select('id')
    .where('section_id', '=', section_id)
    .orderBy('id')
    .execute();
  await issueCertificates(trx, {
    completionIds: completions.map(({ id }) => id),
    actor: systemActor('certificates'),
    issuedBy: registrar.personId,
    now: plusDays(now, -5),
  });
  const others = await trx
    .selectFrom('certificate')
    .innerJoin('person', 'person.id', 'certificate.person_id')
    .select(['certificate.id', 'person.name', 'certificate.completion_id'])
    .where('person_id', 'not in', [...accounts.values()])
    .orderBy('number')
    .limit(3)
    .execute();
  const [first, second, third] = others;
  if (!first || !second || !third) throw new Error('The demo learner completed a section alone.');
  const deed = { actor: registrar, now: plusDays(now, -2) };
  const why = '线下复核时发现签到不是本人，结业不成立。';
  const revoked = await revokeCertificate(trx, { ...deed, certificateId: first.id, reason: why });
  const reason = '本人要求用户口本上的写法，换发新证。';
  const replaced = await replaceCertificate(trx, {
    ...deed,
    certificateId: second.id,
    name: second.name,
    reason,
  });
  if (!revoked.ok || !replaced.ok) throw new Error('A certificate of the demo cannot be ended.');
  await takeBackPart(loading, { completionId: third.completion_id, registrar, reviewer });
}

/** Corrects what a completion paid after its certificate was issued, so that the two say different sums. */
async function takeBackPart(
  { trx, now }: Loading,
  { completionId, registrar, reviewer }: { completionId: string; registrar: Actor; reviewer: Actor },
): Promise<void> {
  const { id: entryId } = await trx
    .selectFrom('credit_entry')
    .select('id')
    .where('source_type', '=', 'completion')
    .where('source_id', '=', completionId)
    .where('amount', '>', 25)
    .limit(1)
    .executeTakeFirstOrThrow();
  const at = plusDays(now, -1);
  const proposed = await proposeCorrection(trx, {
    ...{ actor: registrar, entryId, now: at },
    form: {
      ...{ kind: 'too-much', amount: 25, reason: '有一次课只上了一半，多记的收回。' },
      evidence: '签到表原件，存教务档案。',
    },
  });
  if (!proposed.ok) throw new Error('A correction of the demo was refused.');
  const confirmed = await confirmAdjustment(trx, {
    ...{ actor: reviewer, adjustmentId: proposed.adjustmentId, words: '原件看过，属实。', now: at },
  });
  if (!confirmed.ok) throw new Error('A correction of the demo was not confirmed.');
  await compareWithLedger(trx, { payload: { completionId }, now: at });
}
