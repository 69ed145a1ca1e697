import type { Expectation } from './expectation.ts';
import { rowId } from './fill.ts';

const learner = { as: 'learner' } as const;
const registrar = { as: 'registrar' } as const;

/** One's own statements: of an open year, a closed one, and one of which drafts are shown. */
export const ownStatements: Record<string, Expectation> = {
  '/me/statements/:year': {
    ...learner,
    at: [
      '/me/statements/2026',
      '/me/statements/2025',
      '/me/statements/2025?version=1',
      '/me/statements/2024',
    ],
  },
  '/me/statements/:year/statement.pdf': { ...learner, at: ['/me/statements/2025/statement.pdf'] },
};

/** Closing a year. */
export const closingPages: Record<string, Expectation> = {
  '/admin/statements': { ...registrar, at: ['/admin/statements'] },
  '/admin/statements/:year': {
    ...registrar,
    at: ['/admin/statements/2025', '/admin/statements/2024', '/admin/statements/2023'],
    wide: {
      statement_answer: 'objections of a year are counted, by the registrar, while it is being closed',
      statement_reply: 'and which of them have an answer',
    },
  },
  '/admin/statements/:year/people': {
    ...registrar,
    at: ['', '?page=3', '?q=wang'].map((search) => `/admin/statements/2025/people${search}`),
  },
  '/admin/statements/:year/people/:personId': {
    ...registrar,
    at: [`/admin/statements/2025/people/${rowId(1)}`],
  },
  '/admin/statements/:year/statements.xlsx': {
    ...registrar,
    at: ['/admin/statements/2025/statements.xlsx'],
  },
  '/admin/statements/:year/statements.pdf': {
    ...registrar,
    at: ['/admin/statements/2025/statements.pdf?q=zhang'],
    status: 404,
  },
};
