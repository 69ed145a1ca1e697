import type { Role } from '#app/lib/vocabulary.ts';

/** Who reads the ledger and may take a whole entry back. */
export const keepersOfLedger: readonly Role[] = ['registrar', 'academy-admin', 'credit-reviewer'];
/** Who may ask that somebody be exempt. */
export const proposersOfExemptions: readonly Role[] = ['registrar', 'academy-admin'];
/** Who may say yes or no to it: somebody else than the proposer. */
export const decidersOfExemptions: readonly Role[] = ['academy-admin', 'credit-reviewer'];
/** Who may end one that was granted. */
export const endersOfExemptions: readonly Role[] = ['registrar', 'academy-admin', 'credit-reviewer'];
export const readersOfExemptions: readonly Role[] = ['registrar', 'academy-admin', 'credit-reviewer'];
/** Who looks at the published policies, and tries what a draft would have given. */
export const readersOfPolicies: readonly Role[] = ['registrar', 'academy-admin', 'credit-reviewer'];
export const triersOfPolicies: readonly Role[] = ['registrar', 'academy-admin'];
