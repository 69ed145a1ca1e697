import { bringBackGrants, bringBackPosts, strangersAt } from '#app/features/identity/coming-back.server.ts';
import { mayActOn } from '#app/features/identity/grants.rules.ts';
import { forgetKeptActors } from '#app/features/identity/kept-actors.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Tree } from '#app/features/organisation/kinds.ts';
import { takeTurn } from '#app/features/organisation/turns.server.ts';
import { undoChange } from '#app/features/organisation/undoing.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';

export type TakeBackOutcome =
  | { ok: true; unitId: string }
  | {
      ok: false;
      /**
       * `in-force`: its day has come; what has been is put right by another change. `changed-since`: something that it made is to change again, and that is taken back
       * first. `posts-there`: somebody was given a post or a right at what it made. `duties-meet`: somebody would be two of system, security and audit.
       */
      reason: 'unknown' | 'out-of-scope' | 'in-force' | 'changed-since' | 'posts-there' | 'duties-meet';
    };

/** Takes back a change before its day: units, posts and rights stay as they are. Twice is `unknown`. */
export async function takeBack(
  db: Db,
  { actor, changeId, now }: { actor: Actor; changeId: string; now: Date },
): Promise<TakeBackOutcome> {
  try {
    return await inTransaction(db, (trx) => takenBack(trx, { actor, changeId, now }));
  } catch (error) {
    if (error instanceof Strangers) return { ok: false, reason: 'posts-there' };
    if (error instanceof DutiesMeet) return { ok: false, reason: 'duties-meet' };
    throw error;
  } finally {
    forgetKeptActors();
  }
}

/** Undoes what was done before it. */
class Strangers extends Error {}
class DutiesMeet extends Error {}

async function takenBack(
  trx: Trx,
  { actor, changeId, now }: { actor: Actor; changeId: string; now: Date },
): Promise<TakeBackOutcome> {
  const known = await changeRow(trx, changeId);
  if (!known) return { ok: false, reason: 'unknown' };
  await takeTurn(trx, known.tree as Tree);
  // Somebody else may have taken it back while this waited for its turn.
  const change = await changeRow(trx, changeId);
  if (!change) return { ok: false, reason: 'unknown' };
  const touched = await trx
    .selectFrom('org_succession')
    .innerJoin('org_unit', 'org_unit.id', 'new_unit_id')
    .select('path')
    .where('change_id', '=', changeId)
    .execute();
  if (![change, ...touched].every(({ path }) => mayActOn(actor, path)))
    return { ok: false, reason: 'out-of-scope' };
  if (change.effective_on <= dayOf(now)) return { ok: false, reason: 'in-force' };
  const undone = await undoChange(trx, { changeId, by: actor.personId, now });
  if (!undone.ok) return undone;
  // Behind the units, which are held from here on.
  if (await strangersAt(trx, { changeId, unitIds: undone.made })) throw new Strangers();
  const by = { actor, changeId, day: change.effective_on, now };
  await bringBackPosts(trx, by);
  if (!(await bringBackGrants(trx, by))) throw new DutiesMeet();
  await writeJournal(trx, {
    actor,
    action: 'unit.change-taken-back',
    subjectType: 'org_unit',
    subjectId: change.unit_id,
    detail: { changeId, kind: change.kind, day: change.effective_on },
    now,
  });
  return { ok: true, unitId: change.unit_id };
}

function changeRow(trx: Trx, changeId: string) {
  return trx
    .selectFrom('org_change')
    .innerJoin('org_unit', 'org_unit.id', 'org_change.unit_id')
    .leftJoin('org_change_undone', 'org_change_undone.change_id', 'org_change.id')
    .select(['org_change.kind', 'org_change.tree', 'unit_id', 'effective_on', 'path'])
    .where('org_change.id', '=', changeId)
    .where('org_change_undone.at', 'is', null)
    .executeTakeFirst();
}
