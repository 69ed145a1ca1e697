import type { Expectation } from './expectation.ts';
import { rowId } from './fill.ts';
import { APPEAL, DECLARED, PUBLIC } from './many-declarations.ts';

const [id, mine] = [rowId, rowId(3000)];
const learner = { as: 'learner' } as const;

/** The pages of declarations, publicity and appeals. */
export const declarationExpectations: Record<string, Expectation> = {
  '/me/declarations': { ...learner, at: ['/me/declarations', '/me/declarations?page=2'] },
  '/me/declarations/new': { ...learner, at: ['/me/declarations/new', '/me/declarations/new?kind=H.outside'] },
  '/me/declarations/:declarationId': {
    ...learner,
    at: [`/me/declarations/${rowId(DECLARED)}`, `/me/declarations/${rowId(DECLARED + 1)}`],
  },
  '/me/declarations/:declarationId/appeal': {
    ...learner,
    at: [`/me/declarations/${rowId(DECLARED)}/appeal`],
  },
  '/publicity': { ...learner, at: ['/publicity', '/publicity?page=3'] },
  '/publicity/:publicityId': { ...learner, at: [`/publicity/${rowId(PUBLIC)}`] },
  '/me/credits/:entryId/appeal': { ...learner, at: [`/me/credits/${mine}/appeal`] },
  '/admin/declarations': {
    as: 'creditReviewer',
    at: ['/admin/declarations', '/admin/declarations?state=posted&category=H&page=3'],
    wide: { declaration: 'those in one state are counted up to a thousand, by their index' },
  },
  '/admin/declarations/:declarationId': {
    as: 'creditReviewer',
    at: [`/admin/declarations/${id(PUBLIC)}`, `/admin/declarations/${rowId(DECLARED + 1)}`],
  },
  '/admin/declarations/:declarationId/decision': {
    as: 'creditReviewer',
    at: [`/admin/declarations/${rowId(DECLARED + 1)}/decision`],
  },
  '/admin/appeals': { as: 'appealsReviewer', at: ['/admin/appeals', '/admin/appeals?state=upheld&page=2'] },
  '/admin/appeals/:appealId': {
    as: 'appealsReviewer',
    at: [`/admin/appeals/${id(APPEAL)}`, `/admin/appeals/${id(3)}`],
  },
};
