import type { Expectation } from './expectation.ts';
import { rowId as id } from './fill.ts';
import { APPLYING, DONE, PREPARED } from './many-rounds.ts';

const applications = {
  application: 'those of one round are counted once in half a minute, or put into a file that is kept',
  application_choice: 'and their choices',
  application_result: 'and what came of them',
};

/** The pages of rounds: while people apply, when it is drawn, while it is prepared. */
export const roundPages: Record<string, Expectation> = {
  '/rounds/:roundId': {
    as: 'learner',
    at: [`/rounds/${id(APPLYING)}`, `/rounds/${id(DONE)}`],
    wide: applications,
  },
  '/rounds/:roundId/inputs.json': {
    as: 'learner',
    at: [`/rounds/${id(DONE)}/inputs.json`],
    wide: applications,
  },
  '/me/application': {
    as: 'learner',
    at: ['/me/application', `/me/application?section=${id(50_002)}`],
  },
  '/json/me/application': { as: 'learner', at: ['/json/me/application'] },
  '/admin/rounds': { as: 'registrar', at: ['/admin/rounds'] },
  '/admin/rounds/:roundId': {
    as: 'registrar',
    at: [APPLYING, DONE, PREPARED].map((round) => `/admin/rounds/${id(round)}`),
    wide: { ...applications, org_unit: 'which communities there are, for reserving seats' },
  },
};
