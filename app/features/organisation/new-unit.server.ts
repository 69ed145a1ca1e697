import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { mayLieBelow } from './change-kinds.ts';
import { lastPathBelow } from './ground.server.ts';
import type { Tree, UnitKind, XiaoquType } from './kinds.ts';
import { nextPath } from './segments.rules.ts';
import { takeTurn } from './turns.server.ts';

export interface NewUnit {
  actor: Actor;
  tree: Tree;
  /** Null for the top of a tree. */
  parentId: string | null;
  kind: UnitKind;
  name: string;
  xiaoquType?: XiaoquType | null;
  territoryId?: string | null;
  /** Calendar days, both included. */
  validFrom: string;
  validTo?: string | null;
  now: Date;
}

export type UnitOutcome =
  | { ok: true; id: string; path: string }
  /** `kind`: such a unit does not lie below one of that kind; `parent-over`: the unit above it does not stand on all of its days. */
  | { ok: false; reason: 'unknown-parent' | 'other-tree' | 'kind' | 'parent-over' };

const TRIES = 5;

/** Adds a unit to a tree. Its path never changes: a unit that moves is closed and a new one is made, so that last year keeps its shape. */
export async function createUnit(db: Db, unit: NewUnit): Promise<UnitOutcome> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTransaction(db, (trx) => addUnit(trx, unit));
    } catch (error) {
      // Somebody else took the same place beside it; the next one is free.
      if (attempt >= TRIES || !isUniqueViolation(error)) throw error;
    }
  }
}

async function addUnit(trx: Trx, unit: NewUnit): Promise<UnitOutcome> {
  await takeTurn(trx, unit.tree);
  const parent = unit.parentId
    ? await trx
        .selectFrom('org_unit')
        .select(['tree', 'kind', 'path', 'valid_from', 'valid_to'])
        .where('id', '=', unit.parentId)
        .executeTakeFirst()
    : null;
  if (parent === undefined) return { ok: false, reason: 'unknown-parent' };
  if (parent && parent.tree !== unit.tree) return { ok: false, reason: 'other-tree' };
  if (parent && !mayLieBelow(unit.kind, parent.kind as UnitKind)) return { ok: false, reason: 'kind' };
  if (parent && !standsThrough(parent, unit)) return { ok: false, reason: 'parent-over' };
  const id = newId();
  const last = await lastPathBelow(trx, { tree: unit.tree, id: unit.parentId });
  const path = nextPath(unit.tree, parent?.path ?? null, last);
  await trx
    .insertInto('org_unit')
    .values({
      id,
      tree: unit.tree,
      parent_id: unit.parentId,
      kind: unit.kind,
      name: unit.name,
      xiaoqu_type: unit.xiaoquType ?? null,
      path,
      territory_id: unit.territoryId ?? null,
      valid_from: unit.validFrom,
      valid_to: unit.validTo ?? null,
    })
    .execute();
  const detail = { tree: unit.tree, kind: unit.kind, name: unit.name, path };
  await writeJournal(trx, {
    actor: unit.actor,
    action: 'unit.created',
    subjectType: 'org_unit',
    subjectId: id,
    detail,
    now: unit.now,
  });
  return { ok: true, id, path };
}

function standsThrough(
  parent: { valid_from: string; valid_to: string | null },
  { validFrom, validTo = null }: NewUnit,
): boolean {
  return parent.valid_from <= validFrom && (parent.valid_to ?? '9999') >= (validTo ?? '9999');
}
