import type { Expectation } from './expectation.ts';
import { rowId } from './fill.ts';

const learner = { as: 'learner' } as const;
/** Lives in the community of the liaison whom a test signs in. */
const neighbour = rowId(79);

/** One statement for each kind of rows, each by an index: everything about one person. */
const everything = { most: 120 };

/** Pages about personal data: one's own, and those of staff. */
export const privacyExpectations: Record<string, Expectation> = {
  '/me/readings': {
    ...learner,
    at: ['/me/readings', `/me/readings?before=2026-11-20T00:00:00.000Z~${rowId(7)}`],
  },
  '/me/data': { ...learner, at: ['/me/data'] },
  '/me/data/data.json': { ...learner, at: ['/me/data/data.json'], ...everything },
  '/me/data/print': { ...learner, at: ['/me/data/print'], ...everything },
  '/me/data/corrections': { ...learner, at: ['/me/data/corrections'] },
  '/me/data/closing': { ...learner, at: ['/me/data/closing'] },
  '/admin/people/:personId/closing': { as: 'registrar', at: [`/admin/people/${neighbour}/closing`] },
  '/admin/corrections': {
    as: 'registrar',
    at: ['/admin/corrections', '/admin/corrections?state=done&page=3'],
  },
  '/admin/corrections/:requestId': { as: 'registrar', at: [`/admin/corrections/${rowId(1)}`] },
  '/me/data/consents': { ...learner, at: ['/me/data/consents'] },
  '/assist/people/:personId/consent': { as: 'liaison', at: [`/assist/people/${neighbour}/consent`] },
};
