import { appoint } from '#app/features/identity/appointments.server.ts';
import { grantRole } from '#app/features/identity/grants.server.ts';
import { createPerson } from '#app/features/identity/people.server.ts';
import { advanceImport } from '#app/features/imports/advancing.server.ts';
import { confirmImport } from '#app/features/imports/confirming.server.ts';
import { beginJudging } from '#app/features/imports/judging.server.ts';
import type { Grouping, ImportKindKey } from '#app/features/imports/kinds.ts';
import { countsOf, type ImportInHand, importOf, resultPage } from '#app/features/imports/reading.server.ts';
import { keepFile } from '#app/features/imports/storing.server.ts';
import type { UnitKind } from '#app/features/organisation/kinds.ts';
import { createUnit } from '#app/features/organisation/units.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Position } from '#app/lib/vocabulary.ts';
import { importKindsOfHouse as kinds } from '#app/shell/import-kinds.server.ts';
import type { Db } from '#db/database.ts';
import { academy, aLearner, now } from '#tests/support/world.ts';
import { type Cell, sheetOf } from './sheets.ts';

/** Keys for closed fields. */
export const keys = { DATA_DIR: '', FIELD_KEYS: 'a secret of the tests', FIELD_INDEX_KEY: 'another one' };

/** A unit of the territory. */
export async function aUnit(db: Db, parentId: string | null, kind: UnitKind, name: string): Promise<string> {
  const tree = kind.startsWith('party') ? 'party' : 'territory';
  const made = await createUnit(db, {
    actor: academy,
    tree,
    parentId,
    kind,
    name,
    validFrom: '2020-01-01',
    now,
  });
  if (!made.ok) throw new Error(made.reason);
  return made.id;
}

export interface Street {
  street: string;
  east: string;
  west: string;
}

/** A street with two communities, each with a 5 栋. */
export async function aStreet(db: Db): Promise<Street> {
  const street = await aUnit(db, null, 'street', '方圆街道');
  const [east, west] = [
    await aUnit(db, street, 'community', '东园社区'),
    await aUnit(db, street, 'community', '西园社区'),
  ];
  for (const community of [east, west]) await aUnit(db, community, 'building', '5 栋');
  return { street, east, west };
}

/** A registrar of a part of the academy, or of all of it. */
export async function aRegistrar(db: Db, orgUnitId: string | null = null): Promise<Actor> {
  const { actor } = await aLearner(db, '教务');
  const grant = { role: 'registrar', orgUnitId, validFrom: '2020-01-01', now } as const;
  const granted = await grantRole(db, { actor: academy, personId: actor.personId ?? '', ...grant });
  if (!granted.ok) throw new Error(granted.reason);
  return actor;
}

/** Somebody with a post. */
export async function somebody(
  db: Db,
  {
    name,
    username,
    unit,
    position = 'resident',
  }: { name: string; username: string; unit: string; position?: Position },
): Promise<string> {
  const made = await createPerson(db, { actor: academy, username, name, now });
  if (!made.ok) throw new Error(made.reason);
  const post = { position, orgUnitId: unit, validFrom: '2024-01-01', now } as const;
  await appoint(db, { actor: academy, personId: made.personId, ...post });
  return made.personId;
}

interface Bringing {
  actor: Actor;
  kind?: ImportKindKey;
  rows?: readonly (readonly Cell[])[];
  bytes?: Uint8Array;
}

/** Names of more people than are looked at in one go. */
export const manyNames: readonly string[] = Array.from({ length: 260 }, (_, n) => {
  const [first, second] = [
    '甲乙丙丁戊己庚辛壬癸'[n % 10],
    '子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒日月盈昃列宿'[Math.floor(n / 10)],
  ];
  return `赵${first}${second}`;
});

/** Brings a sheet and looks at each row with the columns as they are proposed. */
export async function looked(db: Db, { actor, kind = 'people', rows = [], bytes }: Bringing) {
  const file = { name: '表.xlsx', bytes: bytes ?? sheetOf(rows) };
  const kept = await keepFile(db, { env: keys, actor, shape: kinds[kind].shape, file, now });
  if (!kept.ok) throw new Error(kept.reason);
  const held = await heldOf(db, actor, kept.importId);
  const begun = await beginJudging(db, { held, kind: kinds[kind], sheet: held.sheet, heading: held.heading });
  if (!begun.ok) throw new Error(JSON.stringify(begun));
  await advanceImport(db, { kinds, env: keys, importId: held.id, now });
  return told(db, actor, held.id);
}

/** An import with its counts and rows, as its page shows them. */
export async function told(db: Db, actor: Actor, importId: string, env = keys) {
  const held = await heldOf(db, actor, importId);
  const rows = await resultPage(db, {
    ...{ env, importId, sheet: held.sheet },
    ...{ state: null, page: 1, pageSize: 2_000 },
  });
  return { held, rows, states: rows.map(({ state }) => state), counts: await countsOf(db, importId) };
}

async function heldOf(db: Db, actor: Actor, importId: string): Promise<ImportInHand> {
  const held = await importOf(db, { importId, personId: actor.personId, now });
  if (!held) throw new Error('there is no such import');
  return held;
}

/** Confirms and does all of it. */
export async function taken(
  db: Db,
  { actor, held, grouping = 'file' }: { actor: Actor; held: ImportInHand; grouping?: Grouping },
) {
  const confirmed = await confirmImport(db, { held, actor, grouping, now });
  if (confirmed.ok) await advanceImport(db, { kinds, env: keys, importId: held.id, now });
  return confirmed;
}

/** What an import may touch, to see that nothing was. */
export async function everything(db: Db): Promise<string> {
  const tables = [
    'person',
    'appointment',
    'org_unit',
    'section',
    'meeting',
    'venue_booking',
    'adjustment',
    'credit_entry',
  ] as const;
  const rows = [];
  for (const table of tables) rows.push(await db.selectFrom(table).selectAll().orderBy('id').execute());
  return JSON.stringify(rows);
}
