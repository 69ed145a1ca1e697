import { sql } from 'kysely';
import {
  decisions,
  holdingStates,
  type StepKind,
  stateAfter,
  stepKinds,
} from '#app/features/declarations/states.rules.ts';
import type { Db } from '#db/database.ts';
import { breachOf, type Check, MOST_OFFENDERS } from './check.ts';
import { judgeAll } from './paging.server.ts';

const moving = stepKinds.filter((kind) => stateAfter[kind] !== null);

/** What people declare: every step a row, decided by somebody else, public for its days, paid once. */
export const declarationChecks: readonly Check[] = [
  {
    name: 'a declaration is where its last step left it',
    run: async (db) => {
      const rows = await db
        .selectFrom('declaration')
        .leftJoin('declaration_step as step', (join) =>
          join.onRef('step.declaration_id', '=', 'declaration.id').on(
            'step.number',
            '=',
            sql<number>`(select max(number) from declaration_step as last
              where last.declaration_id = declaration.id and last.kind in (${sql.join(moving)}))`,
          ),
        )
        .select(['declaration.id', 'declaration.state', 'step.kind'])
        .where(
          sql<boolean>`(step.kind is null and declaration.state <> 'draft') or (step.kind is not null and (
            ${sql.join(
              moving.map(
                (kind) => sql`(step.kind = ${kind} and declaration.state <> ${stateAfter[kind]?.[0] ?? ''})`,
              ),
              sql` or `,
            )}))`,
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `declaration ${id}`));
    },
  },
  {
    name: 'nobody has decided about their own declaration',
    run: async (db) => {
      const rows = await db
        .selectFrom('declaration_step as step')
        .innerJoin('declaration', 'declaration.id', 'step.declaration_id')
        .select('declaration.id')
        .whereRef('step.by_person_id', '=', 'declaration.person_id')
        .where('step.kind', 'in', [...decisions, 'appeal-upheld', 'appeal-dismissed'] satisfies StepKind[])
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `declaration ${id}`));
    },
  },
  {
    name: 'a declaration that counts has been paid what was granted, and what it paid was posted by a step of it',
    run: async (db) => breachOf(await judgeAll(db, declarationsAfter, (rows) => wronglyPaid(db, rows))),
  },
  {
    name: 'credits for a declaration belong to one',
    run: async (db) => {
      const rows = await db
        .selectFrom('credit_entry')
        .leftJoin('declaration', (join) =>
          join
            .onRef('declaration.id', '=', 'credit_entry.source_id')
            .onRef('declaration.person_id', '=', 'credit_entry.person_id'),
        )
        .select('credit_entry.id')
        .where('credit_entry.source_type', '=', 'declaration')
        .where('declaration.id', 'is', null)
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `entry ${id}`));
    },
  },
  {
    name: 'no file stands for two declarations of one person',
    run: async (db) => {
      const rows = await db
        .selectFrom('declaration_file as file')
        .innerJoin('declaration as one', 'one.id', 'file.declaration_id')
        .innerJoin('media_file', 'media_file.id', 'file.media_id')
        .innerJoin('media_file as same', 'same.sha256', 'media_file.sha256')
        .innerJoin('declaration_file as same_file', 'same_file.media_id', 'same.id')
        .innerJoin('declaration as other', (join) =>
          join
            .onRef('other.id', '=', 'same_file.declaration_id')
            .onRef('other.person_id', '=', 'one.person_id')
            .onRef('other.id', '>', 'one.id'),
        )
        .select(['one.id', 'other.id as otherId'])
        .where('one.state', 'in', [...holdingStates])
        .where('other.state', 'in', [...holdingStates])
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id, otherId }) => `declarations ${id} and ${otherId}`));
    },
  },
  {
    name: 'an objection waits exactly while its declaration does',
    run: async (db) => {
      const rows = await db
        .selectFrom('declaration')
        .leftJoin('publicity_objection as objection', (join) =>
          join.onRef('objection.declaration_id', '=', 'declaration.id').on('objection.open', '=', 1),
        )
        .select('declaration.id')
        .where(
          sql<boolean>`(declaration.state = 'objected' and objection.id is null)
            or (declaration.state <> 'objected' and objection.id is not null)`,
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `declaration ${id}`));
    },
  },
];

function declarationsAfter(db: Db, after: string, limit: number) {
  return db
    .selectFrom('declaration')
    .select(['id', 'state', 'person_id'])
    .where('id', '>', after)
    .where('state', '!=', 'draft')
    .orderBy('id')
    .limit(limit)
    .execute();
}

type Sent = Awaited<ReturnType<typeof declarationsAfter>>[number];

async function wronglyPaid(db: Db, declarations: readonly Sent[]): Promise<string[]> {
  const ids = declarations.map(({ id }) => id);
  const [awards, grants, posted] = await Promise.all([
    db
      .selectFrom('credit_entry')
      .select(['source_id', 'amount', 'revision', 'person_id'])
      .where('source_type', '=', 'declaration')
      .where('kind', '=', 'award')
      .where('source_id', 'in', ids)
      // What two people corrected is not what was granted: the checks of adjustments look at that.
      .where('evidence', 'not like', '%"adjustment":{%')
      .orderBy('posted_at')
      .execute(),
    db
      .selectFrom('declaration_grant')
      .select(['declaration_id', 'amount'])
      .where('declaration_id', 'in', ids)
      .orderBy('step')
      .execute(),
    db
      .selectFrom('declaration_step')
      .select(['declaration_id', 'kind'])
      .where('kind', 'in', ['posted', 'not-posted'] satisfies StepKind[])
      .where('declaration_id', 'in', ids)
      .orderBy('number')
      .execute(),
  ]);
  return declarations.flatMap(({ id, state, person_id }) => {
    const paid = awards.filter(({ source_id }) => source_id === id);
    const ends = posted.filter(({ declaration_id }) => declaration_id === id);
    const steps = ends.filter(({ kind }) => kind === 'posted').length;
    // Somebody took back what it had paid while it was public again: what was granted last was not posted.
    const isKept = ends.at(-1)?.kind === 'not-posted';
    const granted = grants.filter(({ declaration_id }) => declaration_id === id).map(({ amount }) => amount);
    const right =
      (state !== 'posted' || isKept || paid.at(-1)?.amount === granted.at(-1)) &&
      paid.every((award) => award.person_id === person_id && granted.includes(award.amount)) &&
      (paid.length === 0) === (steps === 0);
    return right ? [] : [`declaration ${id}`];
  });
}
