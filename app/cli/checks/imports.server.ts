import { breachOf, type Check, MOST_OFFENDERS } from './check.ts';

const DAY_MS = 24 * 3_600_000;

/** Sheets that people bring. */
export const importChecks: readonly Check[] = [
  {
    name: 'a sheet that was brought leaves within two days after its time',
    run: async (db) => {
      const rows = await db
        .selectFrom('import_file')
        .select(['id', 'file_name'])
        .where('expires_at', '<', new Date(Date.now() - 2 * DAY_MS).toISOString())
        .where('state', '!=', 'confirming')
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id, file_name: name }) => `${id} ${name}`));
    },
  },
  {
    name: 'an import that is done has an end for each of its parts, and none of a part with a refused row was taken',
    run: async (db) => {
      const rows = await db
        .selectFrom('import_group')
        .innerJoin('import_file', 'import_file.id', 'import_group.import_id')
        .select(['import_file.id', 'label'])
        .where('state', '=', 'done')
        .where(({ or, and, eb }) =>
          or([eb('outcome', 'is', null), and([eb('outcome', '=', 'taken'), eb('refused', '>', 0)])]),
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id, label }) => `${id} ${label}`));
    },
  },
];
