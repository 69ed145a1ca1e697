import type { Role } from '#app/lib/vocabulary.ts';

/** Who looks after certificates. */
export const keepersOfCertificates: readonly Role[] = ['registrar', 'academy-admin'];
