import type { Role } from '#app/lib/vocabulary.ts';

/** Who puts right what is known of people, and closes accounts for those who asked on paper. */
export const keepersOfData: readonly Role[] = ['registrar', 'academy-admin'];
