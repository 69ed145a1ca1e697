import type { Role } from '#app/lib/vocabulary.ts';

/** Who may look people up: whoever keeps their posts, and whoever hands out rights. */
export const keepersOfPeople: readonly Role[] = ['registrar', 'academy-admin', 'security-admin'];
