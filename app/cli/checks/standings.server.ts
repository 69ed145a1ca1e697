import { breachOf, type Check, MOST_OFFENDERS } from './check.ts';

/** What is published of people's years, and what was waived. */
export const standingChecks: readonly Check[] = [
  {
    name: 'a published year is of a year that is reckoned',
    run: async (db) => {
      const rows = await db
        .selectFrom('kept_standing')
        .leftJoin('kept_standing_round', 'kept_standing_round.year', 'kept_standing.year')
        .select(['kept_standing.person_id', 'kept_standing.year'])
        .where('kept_standing_round.year', 'is', null)
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ person_id, year }) => `${year} of person ${person_id}`));
    },
  },
  {
    name: 'a year that is called complete has a published result for everybody',
    run: async (db) => {
      const rows = await db
        .selectFrom('kept_standing_round')
        .innerJoin('person', (join) => join.onRef('person.id', '<=', 'kept_standing_round.walked_to'))
        .leftJoin('kept_standing', (join) =>
          join
            .onRef('kept_standing.person_id', '=', 'person.id')
            .onRef('kept_standing.year', '=', 'kept_standing_round.year'),
        )
        .select(['person.id', 'kept_standing_round.year'])
        .where('complete_at', 'is not', null)
        .where('kept_standing.person_id', 'is', null)
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id, year }) => `${year} of person ${id}`));
    },
  },
  {
    name: 'nobody has waived a rule for themselves, or taken that back',
    run: async (db) => {
      const rows = await db
        .selectFrom('leadership_waiver')
        .leftJoin('leadership_waiver_end', 'waiver_id', 'leadership_waiver.id')
        .select('leadership_waiver.id')
        .where(({ or, eb, ref }) =>
          or([eb('granted_by', '=', ref('person_id')), eb('ended_by', '=', ref('person_id'))]),
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `waiver ${id}`));
    },
  },
  {
    name: 'a waiver says why and lasts at least its first day, and one rule is waived once at a time',
    run: async (db) => {
      const empty = await db
        .selectFrom('leadership_waiver')
        .select('id')
        .where(({ or, eb, ref }) => or([eb('reason', '=', ''), eb('valid_to', '<', ref('valid_from'))]))
        .limit(MOST_OFFENDERS)
        .execute();
      const twice = await db
        .selectFrom('leadership_waiver as waiver')
        .innerJoin('leadership_waiver as other', (join) =>
          join
            .onRef('other.person_id', '=', 'waiver.person_id')
            .onRef('other.rule_key', '=', 'waiver.rule_key')
            .onRef('other.id', '>', 'waiver.id')
            .onRef('other.valid_from', '<=', 'waiver.valid_to')
            .onRef('other.valid_to', '>=', 'waiver.valid_from'),
        )
        .leftJoin('leadership_waiver_end as ending', 'ending.waiver_id', 'waiver.id')
        .leftJoin('leadership_waiver_end as other_ending', 'other_ending.waiver_id', 'other.id')
        .select('waiver.id')
        .where('ending.waiver_id', 'is', null)
        .where('other_ending.waiver_id', 'is', null)
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf([...empty, ...twice].map(({ id }) => `waiver ${id}`));
    },
  },
];
