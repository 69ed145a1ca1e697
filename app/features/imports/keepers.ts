import type { Role } from '#app/lib/vocabulary.ts';

/** Who brings sheets of people, posts, units and sections. */
export const keepersOfImports = ['registrar', 'academy-admin'] as const satisfies readonly Role[];
