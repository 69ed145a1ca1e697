import type { Role } from '#app/lib/vocabulary.ts';

/** Who may look at the organisation: whoever keeps it, hands out rights over it, or assesses its people. */
export const lookersAtOrganisation: readonly Role[] = [
  'registrar',
  'academy-admin',
  'security-admin',
  'assessor',
];
/** Who may change it, within their part. */
export const keepersOfOrganisation: readonly Role[] = ['registrar', 'academy-admin'];
