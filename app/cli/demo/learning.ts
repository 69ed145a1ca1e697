import { enrol } from '#app/features/selection/enrolment.server.ts';
import { plusMinutes } from './calendar.ts';
import type { Pools } from './people.ts';
import type { PlannedSection } from './sections.ts';
import { known, type Loading } from './world.ts';

export interface Population {
  accounts: ReadonlyMap<string, string>;
  pools: Pools;
}

export interface Learner {
  personId: string;
  enrolmentId: string;
}

/** What became of a learner: see content/world/world.schema.ts. */
export type Fate = 'C' | 'S' | 'L' | 'Q' | 'A';

/** The fate of a section's n-th learner. */
export function fateOf({ plan }: PlannedSection, index: number): Fate {
  return plan.fates[index % plan.fates.length] as Fate;
}

type Who = PlannedSection['plan']['learners'];

/** Those whom a section's plan names, in its order, each once. */
export function peopleOf({ accounts, pools }: Population, who: Who): { personId: string; named: boolean }[] {
  const people = who.flatMap((one) => {
    if ('account' in one) return [{ personId: known(accounts, one.account, 'account'), named: true }];
    const pool = known(pools, one.pool, 'pool');
    return pool.slice(one.from, one.from + one.count).map((personId) => ({ personId, named: false }));
  });
  return people.filter(
    ({ personId }, index) => people.findIndex((other) => other.personId === personId) === index,
  );
}

/** Lets the learners of a section choose it, one after the other, at the time at which its selection was open. */
export async function chooseSection(
  loading: Loading,
  population: Population,
  section: PlannedSection,
): Promise<Learner[]> {
  const { trx, actor } = loading;
  const learners: Learner[] = [];
  for (const [index, { personId, named }] of peopleOf(population, section.plan.learners).entries()) {
    const now = plusMinutes(section.times.enrolledFrom, index * 37);
    const outcome = await enrol(trx, { actor, personId, sectionId: section.id, waitlist: false, now });
    if (outcome.outcome === 'enrolled') learners.push({ personId, enrolmentId: outcome.enrolmentId });
    else if (named || outcome.outcome !== 'refused')
      throw new Error(`${section.plan.key} cannot be chosen: ${JSON.stringify(outcome)}.`);
  }
  for (const [index, { personId }] of peopleOf(population, section.plan.waiting).entries()) {
    const now = plusMinutes(section.times.enrolledFrom, 3000 + index * 37);
    const outcome = await enrol(trx, { actor, personId, sectionId: section.id, waitlist: true, now });
    if (outcome.outcome !== 'waitlisted')
      throw new Error(`${section.plan.key} is not full: ${JSON.stringify(outcome)}.`);
  }
  return learners;
}
