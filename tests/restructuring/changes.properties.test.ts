import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import { organisationChecks } from '#app/cli/checks/organisation.server.ts';
import type { Change } from '#app/features/organisation/change-plan.ts';
import { changeUnits } from '#app/features/restructuring/changing.server.ts';
import { takeBack } from '#app/features/restructuring/taking-back.server.ts';
import { addDays } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, now } from '#tests/support/world.ts';
import { aGrantOver, aTown, shapeOn, somebody, TODAY } from './town.ts';

const kinds = ['move', 'rename', 'merge', 'split', 'close', 'back'] as const;
const turn = fc.record({
  kind: fc.constantFrom(...kinds),
  which: fc.nat(1000),
  other: fc.nat(1000),
  days: fc.integer({ min: -200, max: 300 }),
});
type Turn = { kind: (typeof kinds)[number]; which: number; other: number; days: number };

describeOnBothDatabases('whatever changes follow each other', (open) => {
  let db: Db;
  beforeEach(async () => {
    db = await open();
  });

  it('each day has a proper tree, everybody’s post is in one standing unit, and days before a change stay as they were', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { minLength: 4, maxLength: 9 }), async (turns) => {
        db = await open();
        const town = await aTown(db);
        for (const place of [town.east, town.one, town.two, town.nine, town.grid, town.north])
          await somebody(db, place);
        await somebody(db, town.east, 'volunteer', { validFrom: '2026-12-15', validTo: '2027-02-01' });
        await aGrantOver(db, 'assessor', town.east);
        for (const [at, one] of turns.entries()) await play(db, one, at);
        for (const { name, run } of organisationChecks)
          expect({ name, breach: await run(db, open.engine === 'sqlite' ? 'embedded' : 'server') }).toEqual({
            name,
            breach: null,
          });
      }),
      { numRuns: open.engine === 'sqlite' ? 25 : 8 },
    );
  }, 240_000);

  async function play(on: Db, { kind, which, other, days }: Turn, at: number): Promise<void> {
    const day = addDays(TODAY, days);
    const eve = addDays(day, -1);
    const earlier = [addDays(day, -90), eve];
    const before = await Promise.all(earlier.map((each) => shapeOn(on, each)));
    if (kind === 'back') {
      const planned = await on.selectFrom('org_change').select('id').orderBy('id').execute();
      const { id } = planned[which % Math.max(1, planned.length)] ?? { id: 'none' };
      await takeBack(on, { actor: academy, changeId: id, now });
    } else {
      const units = await on
        .selectFrom('org_unit')
        .select(['id', 'parent_id'])
        .where('tree', '=', 'territory')
        .orderBy('path')
        .execute();
      const pick = (n: number) => units[n % units.length]?.id ?? '';
      const change = changeOf({
        kind,
        one: pick(which),
        two: pick(other),
        name: `新名 ${at}`,
        children: units,
      });
      const outcome = await changeUnits(on, { actor: academy, change, day, reason: '区划调整', now });
      if (outcome.ok) expect(await Promise.all(earlier.map((each) => shapeOn(on, each)))).toEqual(before);
    }
    for (const each of [eve, day, addDays(TODAY, 300), TODAY]) {
      const shape = await shapeOn(on, each);
      // Whatever stands on a day stands below what stands, and all six hold their posts.
      expect(shape.filter((line) => line.includes('?'))).toEqual([]);
      const held = shape.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
      expect(held).toBe(each >= '2026-12-15' && each <= '2027-02-01' ? 7 : 6);
    }
  }
});

interface Picked {
  kind: Exclude<Turn['kind'], 'back'>;
  one: string;
  two: string;
  name: string;
  children: readonly { id: string; parent_id: string | null }[];
}

function changeOf({ kind, one, two, name, children }: Picked): Change {
  if (kind === 'move') return { kind, unitId: one, parentId: two };
  if (kind === 'rename') return { kind, unitId: one, name };
  if (kind === 'close') return { kind, unitId: one, toId: two };
  if (kind === 'merge') return { kind, unitIds: [one, two], intoId: name.endsWith('1') ? two : null, name };
  const own = children.filter(({ parent_id }) => parent_id === one).map(({ id }) => id);
  const parts = [
    { name: `${name}甲`, childIds: own.slice(0, 1) },
    { name: `${name}乙`, childIds: own.slice(1) },
  ];
  return { kind: 'split', unitId: one, parts, rest: own.length % 2 };
}
