import type { Standing } from './standing.ts';

/** Who may use which address about personal data. */
export const privacyStandings: Record<string, Standing> = {
  '/me/readings': { who: 'signed-in' },
  '/me/data': { who: 'signed-in' },
  '/me/data/data.json': { who: 'signed-in' },
  '/me/data/print': { who: 'signed-in' },
  '/me/data/corrections': { who: 'signed-in', sends: { what: 'name', wish: '佟向暖' } },
  '/me/data/closing': { who: 'signed-in', sends: { means: 'close', password: 'wrong-on-purpose' } },
  '/admin/people/:personId/closing': { who: ['registrar'], sends: { means: 'take-back' } },
  '/admin/corrections': { who: ['registrar'] },
  '/admin/corrections/:requestId': { who: ['registrar'], sends: { outcome: 'refused', words: '核对过了' } },
  '/me/data/consents': { who: 'signed-in', sends: { means: 'agree', kind: 'notice', version: 'none' } },
  '/assist/people/:personId/consent': { who: ['liaison'], sends: { kind: 'notice', answer: 'agreed' } },
};
