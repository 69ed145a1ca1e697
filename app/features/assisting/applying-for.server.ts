import { applyingRound } from '#app/features/rounds/reading.server.ts';
import { type ApplyOutcome, apply, takeBackApplication } from '#app/features/selection/applying.server.ts';
import { onceMore } from '#app/features/selection/once-more.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import type { Consent } from './consent.schema.ts';
import { recordConsent } from './consents.server.ts';
import { assistedPerson } from './people.server.ts';

interface Assistance {
  actor: Actor;
  personId: string;
  consent: Consent;
  now: Date;
}

export interface ApplyingFor extends Assistance {
  /** Section ids, the first choice first. */
  choices: readonly string[];
  mostPlaces: number;
  waitlist: boolean;
}

export type AppliedFor =
  | { outcome: 'done'; action: 'apply'; ticket: string; consentId: string }
  | Extract<ApplyOutcome, { outcome: 'refused' }>
  | { outcome: 'not-found' };

/**
 * Applies for somebody of the liaison's own community in the draw whose time for applications is now, or changes what was applied
 * for, with their consent on record, all in one transaction. The same verb and the same checks as everybody's, so the draw knows
 * nothing of it. Source: domain.md §6.2; who could not apply could only have what is left over.
 */
export async function applyFor(db: Db, applying: ApplyingFor): Promise<AppliedFor> {
  return onceMore(db, async (trx): Promise<AppliedFor> => {
    if (!(await assistedPerson(trx, applying))) return { outcome: 'not-found' };
    const round = await applyingRound(trx, applying.now);
    if (!round) return { outcome: 'refused', reason: 'closed' };
    const applied = await apply(trx, applying);
    if (applied.outcome === 'refused') return applied;
    const subject = { roundId: round.id };
    const consentId = await recordConsent(trx, { ...applying, action: 'apply', subject });
    return { outcome: 'done', action: 'apply', ticket: applied.ticket, consentId };
  });
}

export type TakenBackFor =
  | { outcome: 'done'; action: 'take-back'; consentId: string }
  | { outcome: 'refused'; reason: 'closed' | 'none' }
  | { outcome: 'not-found' };

/** Takes somebody's application back while applications are taken, with their consent on record. */
export async function takeBackFor(db: Db, taking: Assistance): Promise<TakenBackFor> {
  return onceMore(db, async (trx): Promise<TakenBackFor> => {
    if (!(await assistedPerson(trx, taking))) return { outcome: 'not-found' };
    const round = await applyingRound(trx, taking.now);
    if (!round) return { outcome: 'refused', reason: 'closed' };
    const taken = await takeBackApplication(trx, taking);
    if (taken.outcome === 'refused') return taken;
    const subject = { roundId: round.id };
    const consentId = await recordConsent(trx, { ...taking, action: 'take-back', subject });
    return { outcome: 'done', action: 'take-back', consentId };
  });
}
