import type { Db } from '#db/database.ts';
import { breachOf, type Check, MOST_OFFENDERS } from './check.ts';

/** Who sits where in a section that was divided into cohorts and groups. */
export const formationChecks: readonly Check[] = [
  {
    name: 'a place in a formation that holds is of an enrolment of its section',
    run: async (db) => {
      const rows = await placesThatHold(db)
        .innerJoin('enrolment', 'enrolment.id', 'formation_place.enrolment_id')
        .whereRef('enrolment.section_id', '<>', 'formation.section_id')
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ enrolment_id }) => `enrolment ${enrolment_id}`));
    },
  },
  {
    name: 'nobody sits in two places of a formation that holds',
    run: async (db) => {
      const rows = await db
        .selectFrom('formation')
        .innerJoin('formation_place', 'formation_place.formation_id', 'formation.id')
        .innerJoin('enrolment', 'enrolment.id', 'formation_place.enrolment_id')
        .select(['formation.id', 'enrolment.person_id'])
        .where('formation.active', '=', 1)
        .where('enrolment.active', '=', 1)
        .groupBy(['formation.id', 'enrolment.person_id'])
        .having((eb) => eb.fn.countAll(), '>', 1)
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id, person_id }) => `formation ${id}, person ${person_id}`));
    },
  },
  {
    name: 'a place in a formation that holds is in a cohort that is there, and in a group from 1',
    run: async (db) => {
      const rows = await placesThatHold(db)
        .leftJoin('formation_class', (join) =>
          join
            .onRef('formation_class.formation_id', '=', 'formation.id')
            .onRef('formation_class.number', '=', 'formation_place.class_number'),
        )
        .where(({ or, eb }) => or([eb('formation_class.id', 'is', null), eb('group_number', '<', 1)]))
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ enrolment_id }) => `enrolment ${enrolment_id}`));
    },
  },
];

function placesThatHold(db: Db) {
  return db
    .selectFrom('formation')
    .innerJoin('formation_place', 'formation_place.formation_id', 'formation.id')
    .select('formation_place.enrolment_id')
    .where('formation.active', '=', 1);
}
