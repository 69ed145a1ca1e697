import { addPeople } from '#app/features/identity/many-people.server.ts';
import { peopleInScope } from '#app/features/identity/people-search.server.ts';
import { belongsTo } from '#app/features/identity/positions.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import type { Unit } from '#app/features/organisation/kinds.ts';
import { levelBelow, trailOf } from '#app/features/organisation/levels.server.ts';
import { nextPath } from '#app/features/organisation/segments.rules.ts';
import { findUnit, unitsBelow } from '#app/features/organisation/units.server.ts';
import { changeUnits, previewChange } from '#app/features/restructuring/changing.server.ts';
import { newId } from '#app/lib/id.ts';
import { addDays, dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { freshData } from './lib/academy.ts';
import type { Bench, BenchRun, Row } from './lib/bench.ts';

/** The organisation of a district: what is below a unit and above it, on which day, who belongs, and a community that moves. */
export const bench: Bench = {
  about: 'both ways through a tree, scopes and a move: milliseconds, median and the slowest of some tries',
  flags: { units: '10000', people: '100000', tries: '40', engine: 'sqlite' },
  run: scope,
};

const actor = systemActor('bench');
/** A community with its 网格, buildings and 单元. */
const COMMUNITY = 500;
const SINCE = '2020-01-01';

async function scope(run: BenchRun) {
  const engine = run.text('engine') === 'mariadb' ? 'mariadb' : 'sqlite';
  const { db, academy } = await freshData(run, { engine, seeds: [] });
  const { streets, communities, leaves } = await plant(db, run.number('units'));
  await settle(db, { leaves, people: run.number('people') });
  run.say(`${streets.length} streets, ${communities.length} communities, ${leaves.length} units below them`);
  const now = new Date();
  const onDay = dayOf(now);
  const at = await reader(db, { communities, streets, leaves });
  const tries = run.number('tries');
  const rows: Row[] = [];
  const timed = async (what: string, work: (n: number) => Promise<unknown>, times = tries) => {
    await work(0);
    const seen: number[] = [];
    for (let n = 0; n < times; n++) {
      const began = performance.now();
      await work(n);
      seen.push(performance.now() - began);
    }
    rows.push({ what, engine, ms: median(seen), slowest: Math.max(...seen) });
  };
  const community = (n: number) => at.communities[n % at.communities.length] as Unit;
  const leaf = (n: number) => at.leaves[(n * 7919) % at.leaves.length] as Unit;
  const level = (unit: Unit, page = 1) =>
    levelBelow(db, { parentId: unit.id, tree: 'territory', onDay, page });
  await timed('children of a unit, with what they hold', (n) => level(community(n)));
  await timed('the units above one', (n) => trailOf(db, leaf(n)));
  await timed('everything below a community (500)', (n) => unitsBelow(db, community(n).path, { onDay }));
  await timed('the same two years ago', (n) =>
    unitsBelow(db, community(n).path, { onDay: addDays(onDay, -730) }),
  );
  const someone = await db.selectFrom('appointment').select('person_id').limit(tries).execute();
  await timed('whether somebody belongs to a scope', (n) =>
    belongsTo(db, {
      personId: someone[n % someone.length]?.person_id ?? '',
      scopes: [community(n).path],
      onDay,
    }),
  );
  const wide = at.communities.slice(0, 2).map(({ path }) => path);
  await timed('a page of a scope of 10,000 people', (n) =>
    peopleInScope(db, { scopePath: wide, onDay, page: 1 + n }),
  );
  const [from, to] = [community(0), at.streets.at(-1) as Unit];
  const change = { kind: 'move', unitId: from.id, parentId: to.id } as const;
  await timed(
    'preview of a move of 500 units, 5,000 posts',
    () => previewChange(db, { actor, change, day: onDay, now }),
    5,
  );
  const began = performance.now();
  const moved = await changeUnits(db, { actor, change, day: onDay, reason: 'bench', now });
  if (!moved.ok) throw new Error(moved.reason);
  rows.push({ what: 'the move', engine, ms: performance.now() - began, slowest: performance.now() - began });
  const eve = addDays(onDay, -1);
  await timed('what lay below it the day before', () => unitsBelow(db, from.path, { onDay: eve }));
  const verified = await academy('verify');
  run.say(verified.includes('BREACH') ? verified : 'academy verify: clean');
  return { rows };
}

interface Planted {
  id: string;
  path: string;
}

async function plant(db: Db, units: number) {
  const rows: Parameters<typeof insert>[1] = [];
  const last = new Map<string, string>();
  const add = (parent: Planted | null, kind: string): Planted => {
    const path = nextPath('territory', parent?.path ?? null, last.get(parent?.path ?? '') ?? null);
    last.set(parent?.path ?? '', path);
    const unit = { id: newId(), path };
    const name = `${kind} ${rows.length}`;
    rows.push({ ...unit, tree: 'territory', parent_id: parent?.id ?? null, kind, name, valid_from: SINCE });
    return unit;
  };
  const district = add(null, 'district');
  const [streets, communities, leaves]: Planted[][] = [[], [], []];
  for (let n = 0; n < Math.ceil(units / COMMUNITY); n++) {
    if (n % 5 === 0) streets?.push(add(district, 'street'));
    const community = add(streets?.at(-1) ?? district, 'community');
    communities?.push(community);
    for (let yard = 0; yard < 10; yard++) {
      const xiaoqu = add(community, 'xiaoqu');
      for (let house = 0; house < 7; house++) {
        const building = add(xiaoqu, 'building');
        leaves?.push(building);
        for (let unit = 0; unit < 6; unit++) leaves?.push(add(building, 'unit'));
      }
    }
  }
  await insert(db, rows);
  return { streets: streets ?? [], communities: communities ?? [], leaves: leaves ?? [] };
}

async function insert(
  db: Db,
  rows: {
    id: string;
    path: string;
    tree: string;
    parent_id: string | null;
    kind: string;
    name: string;
    valid_from: string;
  }[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += 500)
    await db
      .insertInto('org_unit')
      .values(rows.slice(from, from + 500))
      .execute();
}

async function settle(
  db: Db,
  { leaves, people }: { leaves: readonly Planted[]; people: number },
): Promise<void> {
  const at = (n: number) => leaves[n % leaves.length]?.id ?? '';
  await addPeople(db, {
    ...{ actor, passwordHash: null, source: 'bench', now: new Date() },
    people: Array.from({ length: people }, (_, n) => ({
      username: `scope-${n}`,
      name: '佟向暖',
      appointments: [{ position: 'resident' as const, orgUnitId: at(n), validFrom: SINCE }],
    })),
  });
}

async function reader(db: Db, planted: Record<'streets' | 'communities' | 'leaves', readonly Planted[]>) {
  const read = async (some: readonly Planted[]) => {
    const units: Unit[] = [];
    for (const { id } of some) {
      const unit = await findUnit(db, id);
      if (unit) units.push(unit);
    }
    return units;
  };
  const { streets, communities, leaves } = planted;
  return {
    streets: await read(streets),
    communities: await read(communities),
    leaves: await read(leaves.slice(0, 500)),
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
