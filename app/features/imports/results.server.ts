import type { SealingEnv } from '#app/features/sealing/key-files.server.ts';
import type { Db, Trx } from '#db/database.ts';
import type { ImportResultRow } from '#db/tables/imports.ts';
import { closedTold, RowShut, ringOfRows, thingKey, toldIn } from './closed-rows.server.ts';
import { type EarlierRow, EarlierRows } from './earlier.ts';
import type { Judged } from './kinds.ts';
import { WaitingRows } from './waiting-rows.ts';

const MOST_WORDS = 600;
/** Of each thing, name or number: many rows about one leave no others out. */
const MOST_EARLIER = 1_000;

/** What comes before a row of an import about the same things; of one part of it only where `groupKey` is given. */
export function earlierRows(
  db: Db,
  {
    env,
    importId,
    before,
    groupKey,
  }: { env: SealingEnv; importId: string; before: number; groupKey: string | null },
): EarlierRows {
  return new EarlierRows(async (keys, by) => {
    const found = new Map<string, EarlierRow[]>();
    if (keys.length === 0) return found;
    const ring = ringOfRows(env);
    const asked = new Map(keys.map((key) => [thingKey(ring, importId, key), key]));
    const column = `${by}_key` as const;
    let counted = db
      .selectFrom('import_result')
      .select(({ fn }) => [
        'number as row',
        fn
          .agg<number>('row_number')
          .over((rows) => rows.partitionBy(column).orderBy('number'))
          .as('place'),
      ])
      .where('import_id', '=', importId)
      .where(column, 'in', [...asked.keys()])
      .where('number', '<', before)
      .where('state', '!=', 'refused');
    if (groupKey !== null) counted = counted.where('group_key', '=', groupKey);
    const rows = await db
      .selectFrom(counted.as('counted'))
      .innerJoin('import_result', (join) =>
        join.on('import_id', '=', importId).onRef('number', '=', 'counted.row'),
      )
      .select(['import_id', 'number', `${column} as asked_key`, 'sealed', 'key_id'])
      .where('counted.place', '<=', MOST_EARLIER)
      .orderBy('number')
      .execute();
    for (const row of rows) {
      const told = toldIn(ring, row);
      if (!told) throw new RowShut(row);
      const key = asked.get(row.asked_key) ?? '';
      found.set(key, [...(found.get(key) ?? []), { number: row.number, ...told }]);
    }
    return found;
  });
}

/** Writes what became of some rows, closed, in the place of what was written of them before. */
export async function writeResults(
  trx: Trx,
  { env, importId, judged }: { env: SealingEnv; importId: string; judged: readonly Judged[] },
): Promise<void> {
  if (judged.length === 0) return;
  const ring = ringOfRows(env);
  await trx
    .deleteFrom('import_result')
    .where('import_id', '=', importId)
    .where(
      'number',
      'in',
      judged.map(({ number }) => number),
    )
    .execute();
  const waiting = new WaitingRows<ImportResultRow>((some) =>
    trx.insertInto('import_result').values(some).execute(),
  );
  for (const { number, state, words, group, keys } of judged) {
    const place = { import_id: importId, number };
    const told = {
      words: shortened(words, MOST_WORDS),
      thing: keys?.thing ?? '',
      whole: keys?.whole ?? '',
      facts: said(keys?.facts),
      namesake: keys?.namesake,
      personId: keys?.personId || undefined,
    };
    await waiting.add({
      ...{ ...place, state, group_key: group.key },
      thing_key: thingKey(ring, importId, keys?.thing),
      name_key: thingKey(ring, importId, keys?.namesake?.key),
      phone_key: thingKey(ring, importId, keys?.phone),
      ...closedTold(ring, place, told),
    });
  }
  await waiting.finish();
}

const shortened = (words: string, most: number) =>
  [...words].length <= most ? words : `${[...words].slice(0, most - 1).join('')}…`;

/** Those that say something. */
const said = (facts: Readonly<Record<string, string>> = {}) =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== ''));

/** Adds rows that were judged to the parts that they belong to. */
export async function countIntoGroups(trx: Trx, importId: string, judged: readonly Judged[]): Promise<void> {
  const groups = new Map<string, Judged[]>();
  for (const one of judged) groups.set(one.group.key, [...(groups.get(one.group.key) ?? []), one]);
  for (const [key, rows] of groups) {
    const many = (state: Judged['state']) => rows.filter((row) => row.state === state).length;
    const counts = {
      added: many('new'),
      same: many('same') + many('ended'),
      changed: many('change'),
      refused: many('refused'),
    };
    const { numUpdatedRows } = await trx
      .updateTable('import_group')
      .set(({ eb }) => ({
        row_count: eb('row_count', '+', rows.length),
        added: eb('added', '+', counts.added),
        same: eb('same', '+', counts.same),
        changed: eb('changed', '+', counts.changed),
        refused: eb('refused', '+', counts.refused),
      }))
      .where('import_id', '=', importId)
      .where('group_key', '=', key)
      .executeTakeFirst();
    if (Number(numUpdatedRows) === 1) continue;
    await trx
      .insertInto('import_group')
      .values({
        ...{ import_id: importId, group_key: key, label: rows[0]?.group.label ?? '', ...counts },
        ...{ place: rows[0]?.number ?? 0, row_count: rows.length },
        ...{ outcome: null, phase: 'check', looked: 0, words: '', at: null },
      })
      .execute();
  }
}
