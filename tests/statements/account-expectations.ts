import type { Expectation } from './expectation.ts';
import { rowId } from './fill.ts';

const id = rowId;
const learner = { as: 'learner' } as const;
const neighbour = rowId(79);

/** The ways into an account and back into it. */
export const accountPages: Record<string, Expectation> = {
  '/login/forgotten': { ...learner, at: ['/login/forgotten'] },
  '/login/reset': { ...learner, at: [`/login/reset?request=${id(1)}`] },
  '/login/first': { ...learner, at: ['/login/first'] },
  '/login/oidc': { ...learner, at: ['/login/oidc'], status: 404 },
  '/login/oidc/callback': { ...learner, at: ['/login/oidc/callback?state=x'], status: 404 },
  '/setup': { ...learner, at: ['/setup'], status: 404 },
  '/me/settings/contacts': { ...learner, at: ['/me/settings/contacts'] },
  '/admin/settings': { as: 'sysadmin', at: ['/admin/settings'] },
  '/admin/sign-in': { as: 'security', at: ['/admin/sign-in'] },
  '/admin/sign-in/unused': { as: 'security', at: ['/admin/sign-in/unused'] },
  '/admin/people/:personId/sign-in': { as: 'security', at: [`/admin/people/${id(1)}/sign-in`] },
  '/admin/people/:personId/first-code': { as: 'registrar', at: [`/admin/people/${id(1)}/first-code`] },
  '/assist/people/:personId/first-code': { as: 'liaison', at: [`/assist/people/${neighbour}/first-code`] },
};
