import type { StoreEnv } from '#app/features/media/media-store.ts';
import type { SealingEnv } from '#app/features/sealing/key-files.server.ts';
import type { SecretEnv } from '#app/lib/secret.server.ts';
import type { Db } from '#db/database.ts';
import type { Engine } from '#db/dialect.server.ts';
import { accountChecks } from './accounts.server.ts';
import { adjustmentChecks } from './adjustments.server.ts';
import { appealChecks } from './appeals.server.ts';
import { ballotChecks } from './ballots.server.ts';
import { bookingChecks } from './bookings.server.ts';
import { certificateChecks } from './certificates.server.ts';
import { chainChecks } from './chain.server.ts';
import type { Breach, Check } from './check.ts';
import { closedAccountChecks } from './closed-accounts.server.ts';
import { closedYearChecks } from './closed-years.server.ts';
import { completionChecks } from './completions.server.ts';
import { declarationChecks } from './declarations.server.ts';
import { endChecks } from './ends.server.ts';
import { exemptionChecks } from './exemptions.server.ts';
import { filmChecks } from './films.server.ts';
import { formationChecks } from './formations.server.ts';
import { importChecks } from './imports.server.ts';
import { journalChecks } from './journal.server.ts';
import { learningChecks } from './learning.server.ts';
import { ledgerChecks } from './ledger.server.ts';
import { makeUpChecks } from './make-ups.server.ts';
import { organisationChecks } from './organisation.server.ts';
import { paidOnceChecks } from './paid-once.server.ts';
import { publicityChecks } from './publicity.server.ts';
import { referenceChecks } from './references.server.ts';
import { roundChecks } from './rounds.server.ts';
import { sealedChecks } from './sealed.server.ts';
import { seatChecks } from './seats.server.ts';
import { signInChecks } from './sign-in.server.ts';
import { standingChecks } from './standings.server.ts';
import { storeChecks } from './stored-bytes.server.ts';
import { suggestionChecks } from './suggestions.server.ts';
import { taskChecks } from './tasks.server.ts';

export const checks: readonly Check[] = [
  ...organisationChecks,
  ...seatChecks,
  ...bookingChecks,
  ...roundChecks,
  ...completionChecks,
  ...ledgerChecks,
  ...paidOnceChecks,
  ...closedYearChecks,
  ...exemptionChecks,
  ...chainChecks,
  ...journalChecks,
  ...adjustmentChecks,
  ...ballotChecks,
  ...formationChecks,
  ...learningChecks,
  ...makeUpChecks,
  ...filmChecks,
  ...endChecks,
  ...taskChecks,
  ...declarationChecks,
  ...publicityChecks,
  ...appealChecks,
  ...suggestionChecks,
  ...standingChecks,
  ...certificateChecks,
  ...signInChecks,
  ...accountChecks,
  ...importChecks,
  ...closedAccountChecks,
  ...referenceChecks,
];

export interface Finding {
  name: string;
  breach: Breach | null;
}

/** Looks whether every invariant holds. Reads only. */
export async function verifyAcademy(db: Db, engine: Engine): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { name, run } of checks) findings.push({ name, breach: await run(db, engine) });
  return findings;
}

/** Looks whether the store has what the academy names, and nothing else. Reads only; asks for every file. */
export async function verifyStore(db: Db, store: { env: StoreEnv; now: Date }): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { name, run } of storeChecks) findings.push({ name, breach: await run(db, store) });
  return findings;
}

/** Looks whether what lies closed opens with the keys and the secret of this machine. Reads only. */
export async function verifySealed(db: Db, env: SealingEnv & SecretEnv): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { name, run } of sealedChecks) findings.push({ name, breach: await run(db, env) });
  return findings;
}

/** One line a finding. */
export function findingLine({ name, breach }: Finding): string {
  return breach ? `BREACH  ${name}: ${breach.count}, first ${breach.first}` : `ok      ${name}`;
}
