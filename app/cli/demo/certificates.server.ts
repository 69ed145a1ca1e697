import { replaceCertificate, revokeCertificate } from '#app/features/credentials/ending.server.ts';
import { issueCertificates } from '#app/features/credentials/issuing.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { plusDays } from './calendar.ts';
import { known, type Loading } from './world.ts';

/**
 * Certificates of the section that the demo learner completed first; of the others one was taken back and one replaced. What they
 * completed later can still be asked for.
 */
export async function issueSome(
  loading: Loading,
  { accounts, registrar }: { accounts: ReadonlyMap<string, string>; registrar: Actor },
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
    .select(['certificate.id', 'person.name'])
    .where('person_id', 'not in', [...accounts.values()])
    .orderBy('number')
    .limit(2)
    .execute();
  const [first, second] = others;
  if (!first || !second) throw new Error('The demo learner completed a section alone.');
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
}
