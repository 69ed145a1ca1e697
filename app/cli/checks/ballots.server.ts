import { sql } from 'kysely';
import { FEWEST_SHOWN } from '#app/features/evaluation/scores.rules.ts';
import { breachOf, type Check, MOST_OFFENDERS } from './check.ts';
import { wrongTallies } from './tallies.server.ts';

/** Promise 4 of the product: a ballot cannot be traced, and nothing is shown below five. */
export const ballotChecks: readonly Check[] = [
  {
    name: 'a receipt belongs to somebody who is or was in the section',
    run: async (db) => {
      const rows = await db
        .selectFrom('receipt')
        .leftJoin('enrolment', (join) =>
          join
            .onRef('enrolment.section_id', '=', 'receipt.section_id')
            .onRef('enrolment.person_id', '=', 'receipt.person_id'),
        )
        .select('receipt.section_id')
        .where('enrolment.id', 'is', null)
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ section_id }) => `section ${section_id}`));
    },
  },
  {
    name: 'a section has as many ballots as receipts',
    run: async (db) => {
      const rows = await db
        .selectFrom('section')
        .select('section.id')
        .where(
          sql<boolean>`(select count(*) from ballot where ballot.section_id = section.id)
            <> (select count(*) from receipt where receipt.section_id = section.id)`,
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `section ${id}`));
    },
  },
  {
    name: `ballots count in batches of ${FEWEST_SHOWN} or more`,
    run: async (db) => {
      const rows = await db
        .selectFrom('ballot')
        .select('section_id')
        .where('batch', 'is not', null)
        .groupBy(['section_id', 'batch'])
        .having((eb) => eb.fn.countAll(), '<', FEWEST_SHOWN)
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ section_id }) => `section ${section_id}`));
    },
  },
  {
    name: 'the tally of each ballot box is that of its counted ballots',
    run: async (db) => breachOf(await wrongTallies(db)),
  },
  {
    name: `a published score rests on the counted ballots, ${FEWEST_SHOWN} or more`,
    run: async (db) => {
      const rows = await db
        .selectFrom('course_score')
        .select('course_id')
        .where(
          sql<boolean>`(n < ${FEWEST_SHOWN} or n <> (select coalesce(sum(counted), 0) from ballot_box
            inner join section on section.id = ballot_box.section_id where section.course_id = course_score.course_id))`,
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ course_id }) => `course ${course_id}`));
    },
  },
];
