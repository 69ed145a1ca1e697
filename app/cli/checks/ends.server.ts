import { sql } from 'kysely';
import { tableShapes } from '#db/shapes.server.ts';
import { breachOf, type Check, MOST_OFFENDERS } from './check.ts';

const DAY_MS = 24 * 3600_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

/** Files and streams that come to their end. */
export const endChecks: readonly Check[] = [
  {
    name: 'what has come to its end leaves the store within a week',
    run: async (db) => {
      const rows = await db
        .selectFrom('media_end')
        .select(['id', 'kind'])
        .where('going_at', '<', daysAgo(7))
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id, kind }) => `${kind} ${id}`));
    },
  },
  {
    name: 'a stored file is used, or about to go',
    run: async (db, engine) => {
      let unused = db
        .selectFrom('media_file')
        .leftJoin('media_end', 'media_end.id', 'media_file.id')
        .select('media_file.id')
        .where('media_file.created_at', '<', daysAgo(2))
        .where('media_end.id', 'is', null);
      for (const { name, shape } of await tableShapes(engine))
        for (const [column, { references }] of Object.entries(shape.columns))
          if (references === 'media_file')
            unused = unused.where(
              sql<boolean>`not exists (select 1 from ${sql.table(name)} as named
              where named.${sql.ref(column)} = media_file.id)`,
            );
      return breachOf((await unused.limit(MOST_OFFENDERS).execute()).map(({ id }) => `file ${id}`));
    },
  },
];
