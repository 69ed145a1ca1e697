import type { Expectation } from './expectation.ts';
import { rowId } from './fill.ts';
import { CODE, OWN_SUGGESTION } from './many-suggestions.ts';

/** On the desk of desks. */
export const waitingInBox = { suggestion: 'five hundred at most of each state' };

const wide = { suggestion: 'those in one state are counted up to a thousand, by their index' };

/** The box of suggestions and its desk. */
export const suggestionExpectations: Record<string, Expectation> = {
  '/suggestions': {
    as: 'learner',
    at: ['/suggestions', '/suggestions?page=2'],
    wide: { suggestion: 'those of a year are counted, the newest five thousand, by their index' },
  },
  '/suggestions/:code': {
    as: 'learner',
    at: [`/suggestions/${CODE}`, `/suggestions/${rowId(OWN_SUGGESTION)}`],
  },
  '/admin/suggestions': {
    as: 'registrar',
    at: ['/admin/suggestions', '/admin/suggestions?state=closed&page=3'],
    wide,
  },
  '/admin/suggestions/:suggestionId': { as: 'registrar', at: [`/admin/suggestions/${rowId(1)}`] },
};
