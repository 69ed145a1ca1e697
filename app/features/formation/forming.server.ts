import { newId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import { positionNames } from '#app/lib/vocabulary.ts';
import type { Trx } from '#db/database.ts';
import { formCohorts, type PlaceOf } from './formation.rules.ts';
import type { Formation, PersonToForm } from './formation-shape.ts';
import { cohortName, type Goal, goalNames, type Step, stepNames } from './formation-words.ts';
import { leadingPositions } from './people-to-form.server.ts';
import type { Trait } from './tally.rules.ts';

const ROWS_AT_ONCE = 500;

interface Forming {
  formation: Formation;
  people: readonly PersonToForm[];
  /** Whose place is kept. */
  stays: (place: NonNullable<PersonToForm['place']>) => boolean;
  /** No cohort and no group is added. */
  asItIs?: boolean;
  now: Date;
}

export interface NewPlace {
  person: PersonToForm;
  cohort: number;
  group: number;
  reason: string;
}

/** Gives a place to everybody whose place is not kept, and writes it down. The caller holds the formation's lock. */
export async function formPlaces(trx: Trx, forming: Forming): Promise<NewPlace[]> {
  const { formation, people, stays, asItIs, now } = forming;
  const personIds = people.map(({ personId }) => personId);
  const positions = await leadingPositions(trx, { personIds, onDay: dayOf(now) });
  const staying = people.filter(({ place }) => place && stays(place));
  const fixed = new Map<string, PlaceOf>(
    staying.flatMap(({ personId, place }) => (place ? [[personId, place]] : [])),
  );
  const communities = new Map(
    people.flatMap(({ community }) => (community ? [[community.id, community.name]] : [])),
  );
  const placements = formCohorts({
    people: people.map(({ personId, community, goal, step }) => ({
      id: personId,
      traits: {
        community: community?.id ?? null,
        // Two people who want something else have nothing in common by it.
        goal: goal === 'other' ? null : goal,
        step,
        position: positions.get(personId) ?? null,
      },
    })),
    settings: formation.settings,
    seed: formation.seed,
    fixed,
    ...(asItIs ? { shape: shapeOf(formation, staying) } : {}),
    words: (trait, value) => wordFor(trait, value, communities),
    names: new Map(formation.cohorts.map(({ number, name }) => [number, name])),
  });
  const byId = new Map(people.map((person) => [person.personId, person]));
  const places = placements.flatMap(({ id, cohort, group, reason }) => {
    const person = byId.get(id);
    return person ? [{ person, cohort, group, reason }] : [];
  });
  const held = [...fixed.values(), ...places].map(({ cohort }) => cohort);
  await keepCohorts(trx, formation, Math.max(...held, asItIs ? formation.cohorts.length : 1));
  await keepPlaces(trx, formation.id, { places, staying });
  return places;
}

/** How many groups each cohort has now; one that everybody has left keeps one. */
function shapeOf({ cohorts }: Formation, staying: readonly PersonToForm[]): number[] {
  return cohorts.map(({ number }) =>
    Math.max(1, ...staying.flatMap(({ place }) => (place?.cohort === number ? [place.group] : []))),
  );
}

function wordFor(trait: Trait, value: string, communities: ReadonlyMap<string, string>): string {
  switch (trait) {
    case 'community':
      return communities.get(value) ?? '';
    case 'goal':
      return goalNames[value as Goal];
    case 'step':
      return stepNames[value as Step];
    case 'position':
      return positionNames[value as keyof typeof positionNames];
  }
}

/** Cohorts 1 to `count`: those that are there keep their names and head teachers. */
async function keepCohorts(trx: Trx, { id, cohorts }: Formation, count: number): Promise<void> {
  await trx
    .deleteFrom('formation_class')
    .where('formation_id', '=', id)
    .where('number', '>', count)
    .execute();
  const known = new Set(cohorts.map(({ number }) => number));
  const missing = Array.from({ length: count }, (_, at) => at + 1).filter((number) => !known.has(number));
  if (missing.length === 0) return;
  await trx
    .insertInto('formation_class')
    .values(missing.map((number) => ({ id: newId(), formation_id: id, number, name: cohortName(number) })))
    .execute();
}

/** The places of those who stay are left; all others make way for the new ones. */
async function keepPlaces(
  trx: Trx,
  formationId: string,
  { places, staying }: { places: readonly NewPlace[]; staying: readonly PersonToForm[] },
): Promise<void> {
  const kept = new Set(staying.map(({ enrolmentId }) => enrolmentId));
  const there = await trx
    .selectFrom('formation_place')
    .select('enrolment_id')
    .where('formation_id', '=', formationId)
    .execute();
  const leaving = there.map(({ enrolment_id }) => enrolment_id).filter((id) => !kept.has(id));
  if (leaving.length > 0) {
    await trx
      .deleteFrom('formation_move')
      .where('formation_id', '=', formationId)
      .where('enrolment_id', 'in', leaving)
      .execute();
    await trx
      .deleteFrom('formation_place')
      .where('formation_id', '=', formationId)
      .where('enrolment_id', 'in', leaving)
      .execute();
  }
  const rows = places.map(({ person, cohort, group, reason }) => ({
    formation_id: formationId,
    enrolment_id: person.enrolmentId,
    class_number: cohort,
    group_number: group,
    reason,
    by_hand: 0,
  }));
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE)
    await trx
      .insertInto('formation_place')
      .values(rows.slice(start, start + ROWS_AT_ONCE))
      .execute();
}
