import type { Role } from '#app/lib/vocabulary.ts';

/** Who may propose and decide: those who keep the ledger. */
export const keepersOfCredits = [
  'registrar',
  'academy-admin',
  'credit-reviewer',
] as const satisfies readonly Role[];
