import { ageFrom } from '#app/features/identity/ages.rules.ts';
import { communitiesOf } from '#app/features/identity/communities.server.ts';
import { heirsOf } from '#app/features/organisation/heirs.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Trx } from '#db/database.ts';
import type { DroppedChoice } from './freezing.server.ts';
import { lotsOf } from './lots.server.ts';
import type { Quota } from './quotas.rules.ts';
import { quotasOf, type Round } from './reading.server.ts';

const AT_ONCE = 500;

/** Notes which choices fell out. Grouped by reason and section: when a class is called off, thousands of choices fall out for the same reason. */
export async function markDropped(trx: Trx, dropped: readonly DroppedChoice[]): Promise<void> {
  const groups = new Map<string, DroppedChoice[]>();
  for (const each of dropped) {
    const key = `${each.reason} ${each.sectionId}`;
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  for (const all of groups.values())
    for (let from = 0; from < all.length; from += AT_ONCE) {
      const some = all.slice(from, from + AT_ONCE);
      await trx
        .updateTable('application_choice')
        .set({ dropped: some[0]?.reason ?? '' })
        .where('section_id', '=', some[0]?.sectionId ?? '')
        .where(
          'application_id',
          'in',
          some.map(({ applicationId }) => applicationId),
        )
        .execute();
    }
}

/** Notes with each application what the draw needs of its person now: lots, and community and age where a quota asks for them. */
export async function markApplicants(trx: Trx, round: Round, now: Date): Promise<void> {
  const quotas = await quotasOf(trx, round.id);
  const needs = (kind: string) => quotas.some((quota) => quota.kind === kind);
  for (let after = ''; ; ) {
    const some = await nextPeople(trx, round.id, after);
    if (some.length === 0) return;
    after = some.at(-1)?.id ?? '';
    const personIds = some.map(({ person_id }) => person_id);
    const lots = await lotsOf(trx, { personIds, round });
    await setAlike(trx, 'lots', some, ({ person_id }) => lots.get(person_id) ?? 1);
    if (needs('age-from')) await setAlike(trx, 'age_from', some, ({ age_band }) => ageFrom(age_band));
    if (!needs('community')) continue;
    const communities = await communitiesOf(trx, personIds, dayOf(now));
    const named = await quotaNames(trx, quotas, dayOf(now));
    const nameOf = (id: string | undefined) => (id === undefined ? null : (named.get(id) ?? id));
    await setAlike(trx, 'community_id', some, ({ person_id }) => nameOf(communities.get(person_id)?.id));
  }
}

/** What stands for the communities of the quotas by now, by what the quotas call them; the first where several have become one. */
async function quotaNames(trx: Trx, quotas: readonly Quota[], today: string): Promise<Map<string, string>> {
  const values = quotas.flatMap(({ kind, value }) => (kind === 'community' ? [value] : []));
  const names = new Map<string, string>();
  for (const [value, heirs] of await heirsOf(trx, values.sort(), today))
    for (const { id } of heirs) if (!names.has(id)) names.set(id, value);
  return names;
}

type Person = Awaited<ReturnType<typeof nextPeople>>[number];

function nextPeople(trx: Trx, roundId: string, after: string) {
  return trx
    .selectFrom('application')
    .innerJoin('person', 'person.id', 'application.person_id')
    .select(['application.id', 'application.person_id', 'person.age_band'])
    .where('round_id', '=', roundId)
    .where('application.active', '=', 1)
    .where('application.id', '>', after)
    .orderBy('application.id')
    .limit(AT_ONCE)
    .execute();
}

/** One statement for each value, not for each person. */
async function setAlike(
  trx: Trx,
  column: 'lots' | 'age_from' | 'community_id',
  people: readonly Person[],
  tell: (person: Person) => string | number | null,
): Promise<void> {
  const byValue = new Map<string | number | null, string[]>();
  for (const person of people) {
    const value = tell(person);
    const alike = byValue.get(value);
    if (alike) alike.push(person.id);
    else byValue.set(value, [person.id]);
  }
  for (const [value, ids] of byValue)
    await trx
      .updateTable('application')
      .set({ [column]: value })
      .where('id', 'in', ids)
      .execute();
}
