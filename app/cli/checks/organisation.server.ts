import { sql } from 'kysely';
import { breachOf, type Check, MOST_OFFENDERS } from './check.ts';

/** It never stood on any day: planned and taken back. */
const stood = (table: string) =>
  sql<boolean>`(${sql.ref(`${table}.valid_to`)} is null or ${sql.ref(`${table}.valid_to`)} >= ${sql.ref(`${table}.valid_from`)})`;

/** The two dated trees. Source: domain model §6.1, path and dates so that last year keeps its organisation. */
export const organisationChecks: readonly Check[] = [
  {
    name: 'every unit stands below one of its tree that stands on all of its days',
    run: async (db) => {
      const rows = await db
        .selectFrom('org_unit as unit')
        .innerJoin('org_unit as parent', 'parent.id', 'unit.parent_id')
        .select('unit.id')
        .where(stood('unit'))
        .where(
          sql<boolean>`(parent.tree <> unit.tree or substr(unit.path, 1, length(parent.path)) <> parent.path
            or length(unit.path) <> length(parent.path) + 4 or parent.valid_from > unit.valid_from
            or coalesce(parent.valid_to, '9999') < coalesce(unit.valid_to, '9999'))`,
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `unit ${id}`));
    },
  },
  {
    name: 'whoever holds a post holds it while its unit stands',
    run: async (db) => {
      const rows = await db
        .selectFrom('appointment')
        .innerJoin('org_unit', 'org_unit.id', 'org_unit_id')
        .select('appointment.id')
        .where(stood('appointment'))
        .where(
          sql<boolean>`(appointment.valid_from < org_unit.valid_from
            or coalesce(appointment.valid_to, '9999') > coalesce(org_unit.valid_to, '9999'))`,
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `appointment ${id}`));
    },
  },
  {
    name: 'no right over a part of the organisation outlasts it',
    run: async (db) => {
      const rows = await db
        .selectFrom('role_grant')
        .innerJoin('org_unit', 'org_unit.id', 'org_unit_id')
        .select('role_grant.id')
        .where(stood('role_grant'))
        .where(sql<boolean>`coalesce(role_grant.valid_to, '9999') > coalesce(org_unit.valid_to, '9999')`)
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `grant ${id}`));
    },
  },
  {
    name: 'a unit that changed ends the day before, and what takes its place stands on the day',
    run: async (db) => {
      const ended = await db
        .selectFrom('org_end')
        .innerJoin('org_unit', 'org_unit.id', 'org_end.unit_id')
        .innerJoin('org_change', 'org_change.id', 'org_end.change_id')
        .leftJoin('org_change_undone', 'org_change_undone.change_id', 'org_change.id')
        .select(['org_unit.id', 'valid_to', 'effective_on'])
        .where(
          sql<boolean>`(valid_to is null or valid_to >= effective_on or org_change_undone.at is not null)`,
        )
        .limit(MOST_OFFENDERS)
        .execute();
      const taken = await db
        .selectFrom('org_succession')
        .innerJoin('org_unit', 'org_unit.id', 'new_unit_id')
        .leftJoin('org_end', (join) =>
          join
            .onRef('org_end.unit_id', '=', 'old_unit_id')
            .onRef('org_end.change_id', '=', 'org_succession.change_id'),
        )
        .select('org_unit.id')
        .where(
          sql<boolean>`(org_end.unit_id is null or valid_from > effective_on
            or coalesce(valid_to, '9999') < effective_on or (made = 1 and valid_from <> effective_on))`,
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf([...ended, ...taken].map(({ id }) => `unit ${id}`));
    },
  },
  {
    name: 'whatever took the place of a unit is known to stand for it, and for whatever that stood for',
    run: async (db) => {
      const direct = await db
        .selectFrom('org_succession as step')
        .leftJoin('org_heir as heir', (join) =>
          join.onRef('heir.unit_id', '=', 'step.old_unit_id').onRef('heir.heir_id', '=', 'step.new_unit_id'),
        )
        .select('step.old_unit_id as id')
        .where('heir.unit_id', 'is', null)
        .limit(MOST_OFFENDERS)
        .execute();
      const through = await db
        .selectFrom('org_heir as before')
        .innerJoin('org_succession as step', 'step.old_unit_id', 'before.heir_id')
        .leftJoin('org_heir as heir', (join) =>
          join.onRef('heir.unit_id', '=', 'before.unit_id').onRef('heir.heir_id', '=', 'step.new_unit_id'),
        )
        .select('before.unit_id as id')
        .where('heir.unit_id', 'is', null)
        .whereRef('before.unit_id', '!=', 'step.new_unit_id')
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf([...direct, ...through].map(({ id }) => `unit ${id}`));
    },
  },
  {
    name: 'a post or right that went along with its unit is still the same person’s and the same one',
    run: async (db) => {
      const posts = await db
        .selectFrom('appointment_succession as step')
        .innerJoin('appointment as old', 'old.id', 'step.old_id')
        .innerJoin('appointment as new', 'new.id', 'step.new_id')
        .select('new.id')
        .where('made', '=', 1)
        .where(sql<boolean>`(old.person_id <> new.person_id or old.position <> new.position)`)
        .limit(MOST_OFFENDERS)
        .execute();
      const grants = await db
        .selectFrom('role_grant_succession as step')
        .innerJoin('role_grant as old', 'old.id', 'step.old_id')
        .innerJoin('role_grant as new', 'new.id', 'step.new_id')
        .select('new.id')
        .where('made', '=', 1)
        .where(sql<boolean>`(old.person_id <> new.person_id or old.role <> new.role)`)
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf([...posts, ...grants].map(({ id }) => `row ${id}`));
    },
  },
];
