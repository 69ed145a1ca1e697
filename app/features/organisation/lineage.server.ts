import type { Trx } from '#db/database.ts';
import type { Plan } from './change-plan.ts';
import { aloneAt } from './scope.ts';

const AT_ONCE = 200;

interface Heir {
  unit_id: string;
  heir_id: string;
  since: string;
  takes: number;
}

interface Former {
  unit_id: string;
  path: string;
  since: string;
}

/** Writes who stands for whom from now on, and how far back a right over what begins reaches, through whatever came before. */
export async function writeLineage(trx: Trx, plan: Plan, changeId: string): Promise<void> {
  const heirs = await newHeirs(trx, plan);
  for (let from = 0; from < heirs.length; from += AT_ONCE) {
    const rows = heirs.slice(from, from + AT_ONCE).map((row) => ({ ...row, change_id: changeId }));
    await trx.insertInto('org_heir').values(rows).execute();
  }
  const formers = await newFormers(trx, plan);
  for (let from = 0; from < formers.length; from += AT_ONCE) {
    const rows = formers.slice(from, from + AT_ONCE).map((row) => ({ ...row, change_id: changeId }));
    await trx.insertInto('org_former_scope').values(rows).execute();
  }
}

async function newHeirs(trx: Trx, { steps, day, into }: Plan): Promise<Heir[]> {
  const before = new Map<string, Heir[]>();
  for (const row of await rowsOf(
    steps.map(({ oldId }) => oldId),
    (ids) =>
      trx
        .selectFrom('org_heir')
        .select(['unit_id', 'heir_id', 'since', 'takes'])
        .where('heir_id', 'in', ids)
        .execute(),
  ))
    before.set(row.heir_id, [...(before.get(row.heir_id) ?? []), row]);
  const made = new Map<string, Heir>();
  const add = (heir: Heir) => {
    const key = `${heir.unit_id} ${heir.heir_id}`;
    const known = made.get(key);
    if (!known || known.takes < heir.takes) made.set(key, heir);
  };
  for (const { oldId, newId, takes } of steps) {
    add({ unit_id: oldId, heir_id: newId, since: day, takes: takes ? 1 : 0 });
    for (const { unit_id, since, takes: own } of before.get(oldId) ?? [])
      add({ unit_id, heir_id: newId, since: since > day ? since : day, takes: takes ? own : 0 });
  }
  if (!into) return [...made.values()];
  // What it has taken in before stays so.
  const known = await trx.selectFrom('org_heir').select('unit_id').where('heir_id', '=', into.id).execute();
  const already = new Set(known.map(({ unit_id }) => unit_id));
  return [...made.values()].filter(({ unit_id, heir_id }) => heir_id !== into.id || !already.has(unit_id));
}

async function newFormers(trx: Trx, { reaches, day, into }: Plan): Promise<Former[]> {
  const before = new Map<string, string[]>();
  for (const { unit_id, path } of await rowsOf(
    reaches.map(({ oldId }) => oldId),
    (ids) =>
      trx.selectFrom('org_former_scope').select(['unit_id', 'path']).where('unit_id', 'in', ids).execute(),
  ))
    before.set(unit_id, [...(before.get(unit_id) ?? []), path]);
  const already = new Set<string>();
  if (into)
    for (const { path } of await trx
      .selectFrom('org_former_scope')
      .select('path')
      .where('unit_id', '=', into.id)
      .execute())
      already.add(`${into.id} ${path}`);
  const made = new Map<string, Former>();
  for (const { unitId, oldId, path, alone } of reaches)
    for (const former of [path, ...(before.get(oldId) ?? [])]) {
      const own = alone ? aloneAt(former) : former;
      if (!already.has(`${unitId} ${own}`))
        made.set(`${unitId} ${own}`, { unit_id: unitId, path: own, since: day });
    }
  return [...made.values()];
}

/** Rows about many units, five hundred at a time. */
async function rowsOf<Row>(ids: readonly string[], read: (some: string[]) => Promise<Row[]>): Promise<Row[]> {
  const wanted = [...new Set(ids)];
  const rows: Row[] = [];
  for (let from = 0; from < wanted.length; from += 500)
    rows.push(...(await read(wanted.slice(from, from + 500))));
  return rows;
}
