import type { Standing } from './standing.ts';

/** Who may use which address about personal data. */
export const privacyStandings: Record<string, Standing> = {
  '/me/data/consents': { who: 'signed-in', sends: { means: 'agree', kind: 'notice', version: 'none' } },
  '/assist/people/:personId/consent': { who: ['liaison'], sends: { kind: 'notice', answer: 'agreed' } },
};
