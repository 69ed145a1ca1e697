import { actorOf } from '#app/features/identity/gate.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import type { ImportKind, Judging } from './kinds.ts';
import { unitDirectory } from './known-units.server.ts';
import type { ImportInHand } from './reading.server.ts';

/** What the work on one import shares between its batches: the actor with today's roles, the units of today. */
export interface Working {
  held: ImportInHand;
  kind: ImportKind;
  actor: Judging['actor'];
  env: Judging['env'];
  units: Judging['units'];
  /** What a batch made may be named by the next: where units are made, they are read again. */
  lookAgain: () => void;
  now: Date;
}

/** Null when whoever ordered it is gone. */
export async function workingOn(
  db: Db,
  { held, kind, env, now }: { held: ImportInHand; kind: ImportKind; env: Judging['env']; now: Date },
): Promise<Working | null> {
  const actor = await actorOf(db, { personId: held.personId, now });
  if (!actor) return null;
  let units: ReturnType<typeof unitDirectory> | null = null;
  return {
    ...{ held, kind, actor, env, now },
    units: () => {
      units ??= unitDirectory(db, { onDay: dayOf(now), upcoming: kind.makesUnits ?? false });
      return units;
    },
    lookAgain: () => {
      if (kind.makesUnits) units = null;
    },
  };
}

/** Whoever takes a step first goes on; others find that it is taken. */
export async function takeStep(
  trx: Trx,
  held: Pick<ImportInHand, 'id' | 'step'>,
  { state, looked }: { state: 'judging' | 'confirming'; looked?: number },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('import_file')
    .set({ step: held.step + 1, ...(looked === undefined ? {} : { looked }) })
    .where('id', '=', held.id)
    .where('state', '=', state)
    .where('step', '=', held.step)
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}
