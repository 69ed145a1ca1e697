import type { Expectation } from './expectation.ts';
import { rowId as id } from './fill.ts';

const registrar = { as: 'registrar' } as const;

/** The organisation: its levels, one unit, and what changes it. */
export const organisationPages: Record<string, Expectation> = {
  '/admin/organisation': {
    ...registrar,
    at: [
      '/admin/organisation',
      '/admin/organisation?tree=party&on=2025-06-30',
      `/admin/organisation?unit=${id(2)}`,
      `/admin/organisation?q=${encodeURIComponent('100 栋')}`,
    ],
    wide: { org_unit: 'a place is found by any part of its name; a district has some thousands' },
  },
  '/admin/organisation/new': {
    ...registrar,
    at: ['/admin/organisation/new', `/admin/organisation/new?parent=${id(2)}`],
  },
  '/admin/organisation/changes/:changeId': {
    ...registrar,
    at: [`/admin/organisation/changes/${id(1)}`],
    status: 404,
  },
  '/admin/organisation/units/:unitId': {
    ...registrar,
    at: [`/admin/organisation/units/${id(2)}`, `/admin/organisation/units/${id(2)}?on=2025-06-30`],
    wide: { appointment: 'the posts of the unit are counted by position' },
  },
  '/admin/organisation/units/:unitId/:kind': {
    ...registrar,
    at: [`move?place=${encodeURIComponent('100 栋')}`, 'merge', 'split', 'rename'].map(
      (kind) => `/admin/organisation/units/${id(2)}/${kind}`,
    ),
    wide: { org_unit: 'a place is found by any part of its name; a district has some thousands' },
  },
};
