import { mayLieBelow } from './change-kinds.ts';
import type { Change, Plan } from './change-plan.ts';
import { type Ground, Refused } from './ground.server.ts';
import type { Unit } from './kinds.ts';
import { PlanDraft } from './plan-draft.server.ts';
import { isWithin } from './scope.ts';

type Of<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>;

const refuse = (reason: Exclude<Refused['refusal'], { reason: 'changed-since' }>['reason']) =>
  new Refused({ reason });

/** A unit goes elsewhere, or gets another name: with everything below it. */
export async function moved(ground: Ground, change: Of<'move'> | Of<'rename'>): Promise<Plan> {
  const unit = await ground.standing(change.unitId);
  const parent =
    change.kind === 'move' ? await placeFor(ground, unit, change.parentId) : await above(ground, unit);
  const name = change.kind === 'rename' ? named(change.name) : unit.name;
  if (change.kind === 'rename' && name === unit.name) throw refuse('same');
  const draft = new PlanDraft(ground, change.kind, unit);
  await draft.copy(await ground.whole(unit), parent, name);
  return draft.plan({ under: parent });
}

async function placeFor(ground: Ground, unit: Unit, parentId: string): Promise<Unit> {
  if (parentId === unit.parentId) throw refuse('same');
  const parent = await ground.standing(parentId);
  if (parent.tree !== unit.tree) throw refuse('other-tree');
  if (isWithin(unit.path, parent.path)) throw refuse('into-itself');
  if (!mayLieBelow(unit.kind, parent.kind)) throw refuse('kind');
  return parent;
}

const above = async (ground: Ground, { parentId }: Unit) => (parentId ? ground.standing(parentId) : null);

/** Several of a kind become one: what lay below them lies below that one, what was theirs is its. */
export async function merged(ground: Ground, { unitIds, intoId, name }: Of<'merge'>): Promise<Plan> {
  const ids = [...new Set(unitIds)].filter((id) => id !== intoId);
  const sources: Unit[] = [];
  for (const id of ids) sources.push(await ground.standing(id));
  const [first] = sources;
  const target = intoId ? await ground.standing(intoId) : null;
  if (!first || sources.length + (target ? 1 : 0) < 2) throw refuse('parts');
  for (const other of target ? [...sources, target] : sources) {
    if (other.tree !== first.tree) throw refuse('other-tree');
    if (other.kind !== first.kind) throw refuse('kind');
  }
  const all = [...sources, ...(target ? [target] : [])];
  if (all.some((one) => all.some((other) => one !== other && isWithin(one.path, other.path))))
    throw refuse('into-itself');
  const draft = new PlanDraft(ground, 'merge', first);
  const one = target ?? (await draft.begin(first, await above(ground, first), named(name)));
  for (const source of sources) {
    const [, ...below] = await ground.whole(source);
    draft.dissolve(source, [{ into: one.id, takes: true }]);
    draft.reach(one.id, source);
    for (const child of below.filter(({ parentId }) => parentId === source.id))
      await draft.copy(branchOf(below, child), one, child.name);
  }
  return draft.plan({ into: target, under: target ? null : await above(ground, first) });
}

/** One becomes several beside each other. */
export async function split(ground: Ground, { unitId, parts, rest }: Of<'split'>): Promise<Plan> {
  const unit = await ground.standing(unitId);
  if (parts.length < 2 || !parts[rest]) throw refuse('parts');
  const names = parts.map(({ name }) => named(name));
  if (new Set(names).size < names.length) throw refuse('parts');
  const parent = await above(ground, unit);
  const [, ...below] = await ground.whole(unit);
  const draft = new PlanDraft(ground, 'split', unit);
  const begun = [];
  for (const name of names) begun.push(await draft.begin(unit, parent, name));
  draft.dissolve(
    unit,
    begun.map(({ id }, at) => ({ into: id, takes: at === rest })),
  );
  const own = begun[rest];
  if (own) draft.reach(own.id, unit, { alone: true });
  for (const child of below.filter(({ parentId }) => parentId === unit.id)) {
    const chosen = parts.findIndex(({ childIds }) => childIds.includes(child.id));
    const part = begun[chosen < 0 ? rest : chosen];
    if (!part) continue;
    await draft.copy(branchOf(below, child), part, child.name);
    draft.reach(part.id, child);
  }
  return draft.plan({ under: parent });
}

/** A unit ends with everything below it. */
export async function closed(ground: Ground, { unitId, toId }: Of<'close'>): Promise<Plan> {
  const unit = await ground.standing(unitId);
  const target = toId ? await ground.standing(toId) : null;
  if (target && target.tree !== unit.tree) throw refuse('other-tree');
  if (target && isWithin(unit.path, target.path)) throw refuse('into-itself');
  const draft = new PlanDraft(ground, 'close', unit);
  for (const each of await ground.whole(unit))
    draft.dissolve(each, target ? [{ into: target.id, takes: true }] : []);
  if (target) draft.reach(target.id, unit);
  return draft.plan({ into: target });
}

const branchOf = (units: readonly Unit[], top: Unit) => units.filter(({ path }) => isWithin(top.path, path));

function named(name: string): string {
  const trimmed = name.trim();
  if (!trimmed || [...trimmed].length > 64) throw refuse('name');
  return trimmed;
}
