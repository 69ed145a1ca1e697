import type { Role } from '#app/lib/vocabulary.ts';

/** Who reads what was declared. */
export const readersOfDeclarations: readonly Role[] = ['credit-reviewer', 'registrar', 'academy-admin'];
/** Who decides about it, and answers objections. */
export const decidersOfDeclarations: readonly Role[] = ['credit-reviewer'];
