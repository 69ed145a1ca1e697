import { createHash } from 'node:crypto';
import { contentJson } from '#app/cli/content-folder.ts';
import { addQuota, publishRound } from '#app/features/rounds/preparing.server.ts';
import { roundById } from '#app/features/rounds/reading.server.ts';
import { makeRound } from '#app/features/rounds/rounds.server.ts';
import { advanceRounds } from '#app/features/selection/advancing.server.ts';
import { apply } from '#app/features/selection/applying.server.ts';
import { putInRound } from '#app/features/selection/round-desk.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { dayOf } from '#app/lib/time.ts';
import { type RoundsFile, roundsFile } from '#content/world/world.schema.ts';
import { addDays, momentOf, plusMinutes } from './calendar.ts';
import { type Population, peopleOf } from './learning.ts';
import type { DemoTerm, Shift } from './places.ts';
import type { PlannedSection } from './sections.ts';
import { known, type Loading } from './world.ts';

type DemoRound = RoundsFile[number];

interface Ground {
  sections: readonly PlannedSection[];
  population: Population;
  terms: ReadonlyMap<Shift, DemoTerm>;
  registrar: Actor;
}

/** The rounds of preselection: that of the present term was drawn before it began, that of the next one takes applications. */
export async function holdRounds(loading: Loading, ground: Ground): Promise<void> {
  const ids = new Map(ground.sections.map(({ id, plan }) => [plan.key, id]));
  for (const plan of contentJson(roundsFile, 'world', 'rounds.json')) {
    const roundId = await prepare(loading, ground, plan, ids);
    const round = await roundById(loading.trx, roundId);
    if (!round?.opensAt || !round.closesAt) throw new Error(`${plan.name} has no time for applications.`);
    await takeApplications(loading, ground, { plan, ids, from: new Date(round.opensAt) });
    for (const minutes of [10, 60])
      await advanceRounds(loading.trx, {
        actor: loading.actor,
        now: earlier(loading.now, plusMinutes(new Date(round.closesAt), minutes)),
      });
  }
}

async function prepare(
  { trx, now: today }: Loading,
  { terms, registrar: actor }: Ground,
  plan: DemoRound,
  ids: ReadonlyMap<string, string>,
): Promise<string> {
  const term = terms.get(plan.term);
  if (!term) throw new Error(`The demo world has no term ${plan.term}.`);
  const now = momentOf(addDays(earlierDay(dayOf(today), addDays(term.startsOn, -28)), -6), '10:00');
  const { name, mostChoices, mostPlaces, mostLots } = plan;
  // A demo may say what its seed is made of: nobody's class depends on it.
  const seed = createHash('sha256').update(`demo ${term.code}`).digest('hex');
  const rules = { name, mostChoices, mostPlaces, mostLots };
  const made = await makeRound(trx, { actor, termId: term.id, ...rules, seed, now });
  if (!made.ok) throw new Error(`${name} cannot be prepared: ${made.reason}.`);
  const { roundId } = made;
  for (const key of plan.sections) {
    const put = await putInRound(trx, {
      actor,
      roundId,
      sectionId: known(ids, key, 'section'),
      seats: null,
      now,
    });
    if (!put.ok) throw new Error(`${key} cannot take part in ${name}: ${put.reason}.`);
  }
  for (const { section, ...quota } of plan.quotas) {
    const sectionId = known(ids, section, 'section');
    const set = await addQuota(trx, { actor, roundId, quota: { ...quota, sectionId }, now });
    if (!set.ok) throw new Error(`${name} cannot reserve for ${quota.label}: ${set.reason}.`);
  }
  const published = await publishRound(trx, { actor, roundId, now: plusMinutes(now, 60) });
  if (!published.ok) throw new Error(`${name} cannot be published: ${published.reason}.`);
  return roundId;
}

async function takeApplications(
  { trx, actor }: Loading,
  { population }: Ground,
  { plan, ids, from }: { plan: DemoRound; ids: ReadonlyMap<string, string>; from: Date },
): Promise<void> {
  let number = 0;
  for (const { who, choices, waitlist } of plan.applicants)
    for (const { personId, named } of peopleOf(population, who)) {
      const outcome = await apply(trx, {
        actor,
        personId,
        choices: choices.map((key) => known(ids, key, 'section')),
        mostPlaces: 1,
        waitlist,
        now: plusMinutes(from, 20 + number++ * 7),
      });
      if (outcome.outcome === 'refused' && named)
        throw new Error(`${plan.name} refuses an applicant: ${JSON.stringify(outcome)}.`);
    }
}

const earlier = (one: Date, other: Date) => (one < other ? one : other);
const earlierDay = (one: string, other: string) => (one < other ? one : other);
