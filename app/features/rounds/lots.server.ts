import type { Db } from '#db/database.ts';
import { servedOutcomes } from './drawn-outcomes.ts';
import { type EarlierRound, lotsAfter } from './lots.rules.ts';

const AT_ONCE = 500;

/** How many lots each of these people has in a round. One statement for every five hundred. */
export async function lotsOf(
  db: Db,
  { personIds, round }: { personIds: readonly string[]; round: { termStartsOn: string; mostLots: number } },
): Promise<Map<string, number>> {
  const lots = new Map<string, number>();
  for (let from = 0; from < personIds.length; from += AT_ONCE) {
    const some = personIds.slice(from, from + AT_ONCE);
    const earlier = await earlierRounds(db, some, round.termStartsOn);
    for (const id of some) lots.set(id, lotsAfter(earlier.get(id) ?? [], round.mostLots));
  }
  return lots;
}

/** Only rounds that drew for them: whoever had no choice left has no result. */
async function earlierRounds(
  db: Db,
  personIds: readonly string[],
  before: string,
): Promise<Map<string, EarlierRound[]>> {
  const rows = await db
    .selectFrom('application')
    .innerJoin('selection_round', 'selection_round.id', 'application.round_id')
    .innerJoin('term', 'term.id', 'selection_round.term_id')
    .innerJoin('application_result', 'application_result.application_id', 'application.id')
    .select(({ fn, eb }) => [
      'application.person_id',
      'application.id',
      'term.starts_on',
      fn
        .sum<number>(eb.case().when('application_result.outcome', 'in', servedOutcomes).then(1).else(0).end())
        .as('got'),
    ])
    .where('application.person_id', 'in', personIds)
    .where('application.active', '=', 1)
    .where('term.starts_on', '<', before)
    .groupBy(['application.person_id', 'application.id', 'term.starts_on'])
    .execute();
  const byPerson = new Map<string, EarlierRound[]>();
  for (const { person_id, starts_on, got } of rows) {
    const own = byPerson.get(person_id) ?? [];
    own.push({ termStartsOn: starts_on, admitted: Number(got) > 0 });
    byPerson.set(person_id, own);
  }
  return byPerson;
}
