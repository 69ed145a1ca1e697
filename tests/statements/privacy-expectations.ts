import type { Expectation } from './expectation.ts';
import { rowId } from './fill.ts';

const learner = { as: 'learner' } as const;
/** Lives in the community of the liaison whom a test signs in. */
const neighbour = rowId(79);

/** Pages about personal data: one's own, and those of staff. */
export const privacyExpectations: Record<string, Expectation> = {
  '/me/data/consents': { ...learner, at: ['/me/data/consents'] },
  '/assist/people/:personId/consent': { as: 'liaison', at: [`/assist/people/${neighbour}/consent`] },
};
