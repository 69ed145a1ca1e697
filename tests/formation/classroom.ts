/** What the tests of class formation share: a section full of people from several communities, and what was made of them. */
import type { FormationSettings } from '#app/features/formation/formation.rules.ts';
import type { PersonToForm } from '#app/features/formation/formation-shape.ts';
import { peopleToForm } from '#app/features/formation/people-to-form.server.ts';
import { proposeFormation } from '#app/features/formation/proposing.server.ts';
import { formationOf } from '#app/features/formation/reading.server.ts';
import { enrol } from '#app/features/selection/enrolment.server.ts';
import { newId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { aSection, type Section, type WantedSection } from '#tests/support/classes.ts';
import { academy, type Learner, learners, next, now } from '#tests/support/world.ts';

export const usual: FormationSettings = {
  strategy: 'mixed',
  cohort: { from: 20, to: 40 },
  group: { from: 5, to: 7 },
};

const names = ['和风社区', '东园社区', '湖滨社区', '云谷社区'];

export interface Classroom {
  section: Section;
  people: (Learner & { enrolmentId: string })[];
}

/** So many people of four communities, all in one section. */
export async function aFullSection(db: Db, count: number, more: WantedSection = {}): Promise<Classroom> {
  const section = await aSection(db, { capacity: 600, ...more });
  const units = names.map((name) => ({ id: newId(), name, path: `t${next().slice(1)}` }));
  await db
    .insertInto('org_unit')
    .values(
      units.map((unit) => ({ ...unit, tree: 'territory', kind: 'community', valid_from: '2020-01-01' })),
    )
    .execute();
  const people = await learners(db, count);
  await db
    .insertInto('appointment')
    .values(
      people.map(({ personId }, at) => ({
        id: newId(),
        person_id: personId,
        position: at % 3 === 0 ? 'building-head' : 'volunteer',
        org_unit_id: units[at % units.length]?.id ?? '',
        valid_from: '2024-01-01',
        source: 'registrar',
      })),
    )
    .execute();
  const enrolled = [];
  for (const learner of people)
    enrolled.push({ ...learner, enrolmentId: await enters(db, section, learner) });
  return { section, people: enrolled };
}

/** Takes a seat; returns the enrolment. */
export async function enters(db: Db, { sectionId }: Section, learner: Learner): Promise<string> {
  const outcome = await enrol(db, { ...learner, sectionId, waitlist: false, now });
  if (outcome.outcome !== 'enrolled') throw new Error(JSON.stringify(outcome));
  return outcome.enrolmentId;
}

/** Proposes with a seed that every test knows. */
export function propose(
  db: Db,
  { sectionId }: Section,
  more: Partial<Parameters<typeof proposeFormation>[1]> = {},
) {
  return proposeFormation(db, { actor: academy, sectionId, settings: usual, seed: 'seed-1', now, ...more });
}

/** Who is in the section, with their places. */
export async function placed(db: Db, { sectionId }: Section): Promise<PersonToForm[]> {
  const formation = await formationOf(db, sectionId);
  return peopleToForm(db, { sectionId, formationId: formation?.id ?? null, onDay: dayOf(now) });
}

/** The same as a map of places, `2-3` for the third group of the second cohort. */
export async function seats(db: Db, section: Section): Promise<Map<string, string | null>> {
  const people = await placed(db, section);
  return new Map(
    people.map(({ personId, place }) => [personId, place ? `${place.cohort}-${place.group}` : null]),
  );
}
