import { drawRound } from '#app/features/rounds/drawing.server.ts';
import { type Round, roundById, unfinishedRounds } from '#app/features/rounds/reading.server.ts';
import { mayDraw, roundStateOf } from '#app/features/rounds/steps.rules.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { isUnavailable } from '#db/dialect.server.ts';
import { admitRound } from './admission.server.ts';
import { freezeRound } from './closing-applications.server.ts';

interface Advancing {
  actor: Actor;
  now: Date;
  /** Asked between steps and batches; what is left is done another time. */
  stopped?: () => boolean;
  failed?: (roundId: string, error: unknown) => void;
}

/**
 * Moves every published round on by as many steps as are due: fixes its applications when their time is over, draws some minutes
 * later, enrols. Run by the worker; each step happens once, however many workers run and wherever one is killed. Returns how many
 * steps were taken. A round that fails holds up no other: `failed` is told of it, or the first failure is thrown in the end.
 */
export async function advanceRounds(db: Db, { actor, now, stopped, failed }: Advancing): Promise<number> {
  let steps = 0;
  const failures: unknown[] = [];
  for (const { id } of await unfinishedRounds(db)) {
    try {
      for (let round = await roundById(db, id); round && !stopped?.(); round = await roundById(db, id)) {
        if (!(await nextStep(db, round, { actor, now, stopped }))) break;
        steps += 1;
      }
    } catch (error) {
      // Without a database no round goes on.
      if (isUnavailable(error)) throw error;
      if (failed) failed(id, error);
      else failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return steps;
}

/** False when nothing is due, or it was taken by somebody else. */
async function nextStep(
  db: Db,
  round: Round,
  { actor, now, stopped }: { actor: Actor; now: Date; stopped?: () => boolean },
): Promise<boolean> {
  switch (roundStateOf(round.steps, round, now)) {
    case 'closed':
      return (await freezeRound(db, { actor, roundId: round.id, now })).ok;
    case 'frozen': {
      const frozen = round.steps.find(({ kind }) => kind === 'frozen');
      if (!frozen || !mayDraw(frozen.at, now)) return false;
      return (await drawRound(db, { actor, roundId: round.id, now })).ok;
    }
    case 'drawn':
      return admitRound(db, { actor, round, now, stopped });
    default:
      return false;
  }
}
