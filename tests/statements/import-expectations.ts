import type { Expectation } from './expectation.ts';
import { JUDGED_IMPORT } from './many-imports.ts';

const registrar = { as: 'registrar' } as const;

/** The pages of sheets that are brought in. */
export const importPages: Record<string, Expectation> = {
  '/admin/imports': { ...registrar, at: ['/admin/imports'] },
  '/admin/imports/new': { ...registrar, at: ['/admin/imports/new', '/admin/imports/new?kind=people'] },
  '/admin/imports/templates/:kind': { ...registrar, at: ['/admin/imports/templates/people.xlsx'] },
  '/admin/imports/:importId': {
    ...registrar,
    at: [
      `/admin/imports/${JUDGED_IMPORT}`,
      `/admin/imports/${JUDGED_IMPORT}?state=refused&page=2`,
      `/admin/imports/${JUDGED_IMPORT}?match`,
    ],
  },
  '/admin/imports/:importId/marked.xlsx': {
    ...registrar,
    at: [`/admin/imports/${JUDGED_IMPORT}/marked.xlsx`],
  },
};
