import { moveGrants, movePosts } from '#app/features/identity/going-along.server.ts';
import { mayActOn } from '#app/features/identity/grants.rules.ts';
import { forgetKeptActors } from '#app/features/identity/kept-actors.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { carryOut, noteMoved } from '#app/features/organisation/carrying-out.server.ts';
import type { Change, Plan, Refusal } from '#app/features/organisation/change-plan.ts';
import { planChange } from '#app/features/organisation/planning.server.ts';
import { takeTurn } from '#app/features/organisation/turns.server.ts';
import { findUnit } from '#app/features/organisation/units.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { earliestDay, latestDay } from './days.rules.ts';
import { type Going, goingAlong } from './going.server.ts';
import { tellOfChange } from './telling.server.ts';

export interface Changing {
  actor: Actor;
  change: Change;
  /** The first day on which it holds. */
  day: string;
  reason: string;
  now: Date;
}

/** What goes along with a change, as its preview shows it. */
export interface Preview {
  plan: Plan;
  going: Going;
}

export type ChangeRefusal =
  | Refusal
  | { reason: 'day' | 'out-of-scope' | 'posts-there' | 'own' }
  /** What goes along is no longer what the preview showed. */
  | { reason: 'otherwise'; preview: Preview };

export type ChangeOutcome = { ok: true; changeId: string; unitId: string } | ({ ok: false } & ChangeRefusal);

/**
 * What a change would do, without doing it: refused as the change itself would be. Reads only; about fifteen statements, more for each thousand units.
 */
export async function previewChange(
  db: Db,
  changing: Omit<Changing, 'reason'>,
): Promise<({ ok: true } & Preview) | ({ ok: false } & ChangeRefusal)> {
  return prepared(db, changing);
}

/**
 * Changes a tree from a day on, past, today or ahead: units end and begin, posts and rights go on where their unit goes, all in one transaction. Nobody else
 * changes the same tree meanwhile. `seen`: how much went along in the preview (`seenOf`); left out, whatever it is. Source: domain model §6.1, both trees dated.
 */
export async function changeUnits(
  db: Db,
  { seen, ...changing }: Changing & { seen?: string },
): Promise<ChangeOutcome> {
  const outcome = await inTransaction(db, async (trx): Promise<ChangeOutcome> => {
    const tree = await treeOf(trx, changing.change);
    if (!tree) return { ok: false, reason: 'unknown-unit' };
    await takeTurn(trx, tree);
    const ready = await prepared(trx, changing);
    if (!ready.ok) return ready;
    if (seen !== undefined && seen !== seenOf(ready))
      return { ok: false, reason: 'otherwise', preview: ready };
    return carriedOut(trx, changing, ready);
  });
  forgetKeptActors();
  return outcome;
}

/** Units, posts and rights that go along or end: what somebody confirms. */
export function seenOf({ plan, going }: Preview): string {
  return [plan.ends.length, going.posts, going.grants, going.ending].join('.');
}

async function treeOf(db: Db, change: Change) {
  const unitId = change.kind === 'merge' ? (change.unitIds[0] ?? '') : change.unitId;
  return (await findUnit(db, unitId))?.tree ?? null;
}

async function prepared(
  db: Db,
  { actor, change, day, now }: Omit<Changing, 'reason'>,
): Promise<({ ok: true } & Preview) | ({ ok: false } & ChangeRefusal)> {
  const today = dayOf(now);
  if (day < earliestDay(today) || day > latestDay(today)) return { ok: false, reason: 'day' };
  const planned = await planChange(db, { change, day });
  if (!planned.ok) return planned;
  const { plan } = planned;
  const touched = [plan.subject, plan.into, plan.under, ...plan.ends].filter((unit) => unit !== null);
  // Whoever keeps a part of the tree changes what lies within it, and neither takes anything out of it nor changes its top.
  if (!touched.every(({ path }) => mayActOn(actor, path))) return { ok: false, reason: 'out-of-scope' };
  if (plan.subject.parentId === null && !mayActOn(actor, '')) return { ok: false, reason: 'out-of-scope' };
  const going = await goingAlong(db, { plan, actor });
  if (plan.kind === 'close' && !plan.into && going.posts > 0) return { ok: false, reason: 'posts-there' };
  if (going.widensOwn) return { ok: false, reason: 'own' };
  return { ok: true, plan, going };
}

async function carriedOut(trx: Trx, changing: Changing, { plan }: Preview): Promise<ChangeOutcome> {
  const { actor, reason, now, day } = changing;
  const changeId = newId();
  const names = { name: plan.subject.name, into: plan.into?.name ?? null, under: plan.under?.name ?? null };
  const begun = plan.steps.filter(({ oldId }) => oldId === plan.subject.id).map(({ newId: id }) => id);
  const newNames = plan.begins.filter(({ id }) => begun.includes(id)).map(({ name }) => name);
  const tops = plan.kind === 'merge' ? mergedNames(plan) : [plan.subject.name];
  const detail = { ...names, from: tops, to: newNames };
  await carryOut(trx, plan, { changeId, reason, detail, changedBy: actor.personId, now });
  const by = { actor, changeId, day, nameOf: namesIn(plan), now };
  const posts = await movePosts(trx, { ...by, heirs: heirsIn(plan) });
  const grants = await moveGrants(trx, { ...by, heirs: heirsOfRights(plan) });
  await noteMoved(trx, { changeId, posts, grants });
  await writeJournal(trx, {
    actor,
    action: `unit.${verbs[plan.kind]}`,
    subjectType: 'org_unit',
    subjectId: plan.subject.id,
    detail: { changeId, day, reason, units: plan.ends.length, posts, grants, ...detail },
    now,
  });
  await tellOfChange(trx, { plan, now });
  return { ok: true, changeId, unitId: plan.into?.id ?? begun[0] ?? plan.subject.id };
}

const verbs = { move: 'moved', rename: 'renamed', merge: 'merged', split: 'split', close: 'closed' } as const;

function mergedNames({ ends, steps, into, begins }: Plan): string[] {
  const one = into?.id ?? begins[0]?.id;
  const sources = new Set(steps.filter(({ newId: id }) => id === one).map(({ oldId }) => oldId));
  return ends.filter(({ id }) => sources.has(id)).map(({ name }) => name);
}

function namesIn({ ends, begins, into }: Plan): (unitId: string) => string {
  const names = new Map([...ends, ...begins, ...(into ? [into] : [])].map(({ id, name }) => [id, name]));
  return (unitId) => names.get(unitId) ?? unitId;
}

function heirsIn({ ends, steps }: Plan) {
  const heirs = new Map<string, { unitId: string; takes: boolean }[]>(ends.map(({ id }) => [id, []]));
  for (const { oldId, newId: unitId, takes } of steps) heirs.get(oldId)?.push({ unitId, takes });
  return heirs;
}

/**
 * Rights go where posts go, but for what is closed: a right over a building is not one over the whole community that takes its people. What lay over the closed unit
 * itself goes on; below it rights end.
 */
function heirsOfRights(plan: Plan) {
  const heirs = heirsIn(plan);
  if (plan.kind === 'close') for (const { id } of plan.ends) if (id !== plan.subject.id) heirs.set(id, []);
  return heirs;
}
