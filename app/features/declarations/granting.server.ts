import { rulesInForce } from '#app/features/credits/policies.server.ts';
import { lockPerson } from '#app/features/identity/appointments.server.ts';
import { workingDaysAfter } from '#app/features/timetable/working-days.rules.ts';
import { newId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Trx } from '#db/database.ts';
import type { DeclarationGrantRow, DeclarationRow } from '#db/tables/declarations.ts';
import { kindOf, payOfClaim } from './declarable.rules.ts';
import { heldAlready } from './held-already.server.ts';
import { postGrant } from './posting.server.ts';
import type { DeclarationState, StepKind } from './states.rules.ts';
import { claimOf, moveOn } from './steps.server.ts';

/** How much of what was declared is recognised. */
export interface Accepted {
  level: string | null;
  units: number | null;
  again: boolean;
}

export interface Granting {
  declaration: DeclarationRow;
  accepted: Accepted;
  kind: Extract<StepKind, 'granted' | 'appeal-upheld'>;
  from: readonly DeclarationState[];
  by: string | null;
  words: string;
  seen?: number | undefined;
  now: Date;
}

export type Granted =
  | { ok: true; amount: number; asked: number; publicUntil: string | null; entryId: string | null }
  | { ok: false; reason: 'decided-already' | 'no-rules' | 'more-than-declared' }
  | { ok: false; reason: 'held-already'; entryId: string };

/**
 * Recognises a declaration or a part of it, by the rules of the day on which it was done. What its category makes public is made public and
 * counts after that; the rest counts at once. Not while the ledger holds the same thing from elsewhere. Runs in the caller's transaction, which has seen who decides.
 */
export async function grantDeclaration(trx: Trx, granting: Granting): Promise<Granted> {
  const { declaration, accepted, kind, from, by, words, seen, now } = granting;
  const { id: ruleVersionId, rules } = await rulesInForce(trx, declaration.occurred_on);
  const claim = claimOf(declaration);
  const asked = payOfClaim(rules, claim);
  const pay = payOfClaim(rules, { ...claim, ...accepted });
  const declared = kindOf(rules, `${claim.category}.${claim.activity}`);
  if (!pay || !asked || !declared) return { ok: false, reason: 'no-rules' };
  if (pay.amount > asked.amount || pay.amount <= 0) return { ok: false, reason: 'more-than-declared' };
  const declarationId = declaration.id;
  await lockPerson(trx, declaration.person_id);
  const held = await heldAlready(trx, declaration);
  if (held) return { ok: false, reason: 'held-already', entryId: held };
  const step = await moveOn(trx, { declarationId, from, to: 'publicity', kind, by, words, seen, now });
  if (step === null) return { ok: false, reason: 'decided-already' };
  const grant: DeclarationGrantRow = {
    id: newId(),
    declaration_id: declarationId,
    step,
    level: accepted.level,
    units: accepted.units,
    again: accepted.again ? 1 : 0,
    line: pay.line,
    amount: pay.amount,
    asked: asked.amount,
    rule_version_id: ruleVersionId,
    computation: JSON.stringify({ ruleLine: pay.ruleLine, words: pay.words }),
    granted_at: now.toISOString(),
    granted_by: by,
  };
  await trx.insertInto('declaration_grant').values(grant).execute();
  await endPublicity(trx, { declarationId, now });
  const sums = { amount: pay.amount, asked: asked.amount };
  if (declared.publicityWorkingDays === 0) {
    const { entryId } = await postGrant(trx, { declaration, grant, publicity: null, now });
    return { ok: true, ...sums, publicUntil: null, entryId };
  }
  const publicUntil = await beginPublicity(trx, { grant, workingDays: declared.publicityWorkingDays, now });
  return { ok: true, ...sums, publicUntil, entryId: null };
}

/** From now on it is public, and for so many working days after today. Returns the last of them. */
async function beginPublicity(
  trx: Trx,
  { grant, workingDays, now }: { grant: DeclarationGrantRow; workingDays: number; now: Date },
): Promise<string> {
  const startsOn = dayOf(now);
  const { day: endsOn } = workingDaysAfter(startsOn, workingDays);
  await trx
    .insertInto('publicity')
    .values({
      id: newId(),
      declaration_id: grant.declaration_id,
      grant_id: grant.id,
      starts_on: startsOn,
      ends_on: endsOn,
      working_days: workingDays,
      open: 1,
      ended_at: null,
    })
    .execute();
  return endsOn;
}

/** Ends what is public of a declaration, whatever the reason. */
export async function endPublicity(
  trx: Trx,
  { declarationId, now }: { declarationId: string; now: Date },
): Promise<void> {
  await trx
    .updateTable('publicity')
    .set({ open: null, ended_at: now.toISOString() })
    .where('declaration_id', '=', declarationId)
    .where('open', '=', 1)
    .execute();
}
