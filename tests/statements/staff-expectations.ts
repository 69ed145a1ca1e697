import { closingPages } from './closing-expectations.ts';
import { type Expectation, openSections } from './expectation.ts';
import { rowId } from './fill.ts';
import { importPages } from './import-expectations.ts';
import { OWN_CERTIFICATE } from './many-certificates.ts';
import { CLASS, FREE } from './many-classes.ts';
import { WAITING_EXEMPTION } from './many-exemptions.ts';
import { SEAT } from './many-records.ts';
import { APPLYING, DONE, PREPARED } from './many-rounds.ts';
import { organisationPages } from './organisation-expectations.ts';
import { waitingInBox } from './suggestion-expectations.ts';

const [id, _seat] = [rowId, rowId(SEAT)];
const [theClass, mine] = [rowId(CLASS), rowId(3000)];
const learner = { as: 'learner' } as const;
const registrar = { as: 'registrar' } as const;
const liaison = { as: 'liaison' } as const;
/** Lives in the community of the liaison whom a test signs in. */
const neighbour = rowId(79);

const lacking = {
  course: 'which courses lack something is asked of the whole library, by staff, now and then',
};

const communities = {
  org_unit: 'which communities there are is asked of the whole tree, by staff, now and then',
};

const applications = {
  application: 'those of one round are counted once in half a minute, or put into a file that is kept',
  application_choice: 'and their choices',
  application_result: 'and what came of them',
};

const published = {
  ...communities,
  kept_standing: 'everybody of a scope is counted, by what is published of them',
  appointment: 'and who is in the scope, and as what',
  person: 'whoever holds a position, or has a result, in the order of names',
};

/** The pages of those who run the academy. */
export const staffPages: Record<string, Expectation> = {
  '/admin': { ...registrar, at: ['/admin'], wide: { ...lacking, ...openSections, ...waitingInBox } },
  '/admin/courses': {
    ...registrar,
    at: ['/admin/courses', '/admin/courses?lacking', '/admin/courses?q=yishi'],
    wide: lacking,
  },
  '/admin/sections': {
    ...registrar,
    at: ['/admin/sections', '/admin/sections?term=T2&page=3', '/admin/sections?few'],
    wide: { section: 'those of a term are counted' },
  },
  '/admin/certificates': {
    ...registrar,
    at: [
      '/admin/certificates',
      '/admin/certificates?page=3',
      '/admin/certificates?different=1',
      '/admin/certificates?q=tong',
      '/admin/certificates?q=JY2026-000007',
    ],
    wide: { certificate: 'up to a thousand are counted' },
  },
  '/admin/certificates/:certificateId': { ...registrar, at: [`/admin/certificates/${id(OWN_CERTIFICATE)}`] },
  '/admin/sections/:sectionId/certificates': {
    ...registrar,
    at: [`/admin/sections/${id(1)}/certificates`, `/admin/sections/${theClass}/certificates`],
  },
  '/admin/recordings': {
    ...registrar,
    at: ['/admin/recordings', '/admin/recordings?page=2'],
    wide: { recording: 'all of the academy are counted, by staff, now and then' },
  },
  '/admin/recordings/viewing': {
    ...registrar,
    at: ['/admin/recordings/viewing', '/admin/recordings/viewing?page=3'],
  },
  '/admin/sharing': {
    ...registrar,
    at: ['/admin/sharing', '/admin/sharing?of=year-2026'],
    wide: {
      section: 'all sections of a term or a year are counted, by staff, now and then',
      venue_booking: 'and all bookings of its days',
    },
  },
  '/admin/sections/new': {
    ...registrar,
    at: ['/admin/sections/new', `/admin/sections/new?course=${id(1)}`],
    wide: communities,
  },
  '/admin/sections/:sectionId': { ...registrar, at: [`/admin/sections/${theClass}`] },
  '/admin/sections/:sectionId/meetings': {
    ...registrar,
    at: [`/admin/sections/${theClass}/meetings`, `/admin/sections/${theClass}/meetings?add`],
  },
  '/admin/sections/:sectionId/details': { ...registrar, at: [`/admin/sections/${theClass}/details`] },
  '/admin/sections/:sectionId/merge': {
    ...registrar,
    // Section 4,000 is of the same course and term.
    at: [`/admin/sections/${theClass}/merge`, `/admin/sections/${theClass}/merge?into=${rowId(4000)}`],
  },
  '/admin/sections/:sectionId/list': { ...registrar, at: [`/admin/sections/${theClass}/list`] },
  '/admin/sections/:sectionId/classes': {
    ...registrar,
    at: [`/admin/sections/${theClass}/classes`, `/admin/sections/${id(10)}/classes`],
  },
  '/admin/terms': { ...registrar, at: ['/admin/terms'] },
  '/admin/terms/new': { ...registrar, at: ['/admin/terms/new'] },
  '/admin/terms/:termId': {
    ...registrar,
    at: [`/admin/terms/${id(2)}`, `/admin/terms/${id(2)}?tab=edit`],
    wide: { meeting: 'those in the breaks of a term, by its index', section: 'and which are of the term' },
  },
  '/admin/venues': { ...registrar, at: ['/admin/venues', '/admin/venues?tier=睦邻中心&page=2'] },
  '/admin/venues/new': { ...registrar, at: ['/admin/venues/new'], wide: communities },
  '/admin/venues/:venueId': {
    ...registrar,
    at: [`/admin/venues/${id(1)}?week=2026-11-16`, `/admin/venues/${id(1)}?tab=facts`],
    wide: communities,
  },
  '/admin/rounds': { ...registrar, at: ['/admin/rounds'] },
  '/admin/rounds/:roundId': {
    ...registrar,
    at: [APPLYING, DONE, PREPARED].map((round) => `/admin/rounds/${id(round)}`),
    wide: { ...applications, ...communities },
  },
  '/admin/credits': {
    ...registrar,
    at: ['/admin/credits', '/admin/credits?q=wang1&page=2', '/admin/credits?q=李'],
    wide: {
      credit_entry: 'of many people what is theirs of the newest twenty thousand, by the index of their time',
    },
  },
  '/admin/credits/adjustments': {
    ...registrar,
    at: ['/admin/credits/adjustments', '/admin/credits/adjustments?show=all&page=2'],
    wide: { adjustment: 'those that wait, or up to five thousand, are counted by their index' },
  },
  '/admin/credits/adjustments/new': {
    ...registrar,
    at: [
      '/admin/credits/adjustments/new',
      '/admin/credits/adjustments/new?q=wang1',
      `/admin/credits/adjustments/new?person=${id(9)}`,
      `/admin/credits/adjustments/new?person=${id(9)}&category=A.face`,
      `/admin/credits/adjustments/new?entry=${id(3001)}`,
    ],
  },
  '/admin/credits/adjustments/:adjustmentId': {
    ...registrar,
    at: [`/admin/credits/adjustments/${id(1)}`, `/admin/credits/adjustments/${id(2)}`],
  },
  '/admin/credits/:entryId': { ...registrar, at: [`/admin/credits/${mine}`] },
  '/admin/credits/:entryId/reversal': { ...registrar, at: [`/admin/credits/${mine}/reversal`], status: 302 },
  '/admin/policies': { ...registrar, at: ['/admin/policies'] },
  '/admin/policies/preview': { ...registrar, at: ['/admin/policies/preview'] },
  '/admin/policies/:policyId': { ...registrar, at: [`/admin/policies/${id(1)}`], status: 404 },
  '/admin/exemptions': {
    ...registrar,
    at: ['/admin/exemptions', '/admin/exemptions?year=2025&q=wang1&page=2', '/admin/exemptions?q=李'],
  },
  '/admin/exemptions/new': {
    ...registrar,
    at: [`/admin/exemptions/new?person=${mine}`, '/admin/exemptions/new?who=没有这个人'],
  },
  '/admin/exemptions/:exemptionId': {
    ...registrar,
    at: [`/admin/exemptions/${mine}`, `/admin/exemptions/${rowId(WAITING_EXEMPTION)}`],
  },
  ...importPages,
  '/admin/people': {
    ...registrar,
    at: ['/admin/people', '/admin/people?q=wang&page=2', `/admin/people?unit=${id(2)}`],
  },
  '/admin/people/:personId': {
    ...registrar,
    at: [`/admin/people/${id(1)}`, `/admin/people/${id(1)}?place=${encodeURIComponent('100 栋')}`],
    wide: { org_unit: 'a place is found by any part of its name; a district has some thousands' },
  },
  ...organisationPages,
  '/admin/organisation': {
    ...registrar,
    at: ['/admin/organisation', `/admin/organisation?unit=${id(2)}`],
    wide: { org_unit: 'the tree is what the page shows', appointment: 'and how many posts each unit has' },
  },
  '/admin/assisted': { ...registrar, at: ['/admin/assisted', '/admin/assisted?page=2'] },
  '/admin/assisted/:consentId': { ...registrar, at: [`/admin/assisted/${id(10)}`] },
  '/assist': { ...liaison, at: ['/assist', '/assist?q=wang&page=2'] },
  '/assist/log': { ...liaison, at: ['/assist/log', '/assist/log?page=3'] },
  '/assist/offers/:offerId': { ...liaison, at: [`/assist/offers/${id(39)}`] },
  '/assist/people/:personId': { ...liaison, at: [`/assist/people/${neighbour}`] },
  '/assist/people/:personId/sections': {
    ...liaison,
    at: ['', '?q=xieshang'].map((search) => `/assist/people/${neighbour}/sections${search}`),
    wide: openSections,
  },
  '/assist/people/:personId/sections/:sectionId': {
    ...liaison,
    at: [`/assist/people/${neighbour}/sections/${rowId(FREE)}`],
  },
  '/assist/people/:personId/application': {
    ...liaison,
    at: [`/assist/people/${neighbour}/application`],
  },
  '/assist/people/:personId/slip': { ...liaison, at: [`/assist/people/${neighbour}/slip`] },
  ...closingPages,
  '/admin/waivers': { as: 'admin', at: ['/admin/waivers', '/admin/waivers?q=wang', '/admin/waivers?page=2'] },
  '/admin/waivers/:personId': { as: 'admin', at: [`/admin/waivers/${id(1)}`] },
  '/assess': {
    as: 'assessor',
    at: [
      '',
      '?q=wang&page=2',
      '?year=2025',
      '?result=not-met',
      '?position=building-head',
      `?community=${id(2)}`,
    ].map((search) => `/assess${search}`),
    wide: { ...communities, ...published },
  },
  // The same list for somebody with a part of the organisation only.
  '/assess (a part)': {
    as: 'localAssessor',
    at: ['', '?q=wang', '?result=not-met', '?position=volunteer', '?on=2025-06-30'].map(
      (search) => `/assess${search}`,
    ),
    wide: { ...communities, ...published },
  },
  '/assess/coverage': {
    as: 'assessor',
    at: ['/assess/coverage', '/assess/coverage?year=2025'],
    wide: published,
  },
  '/assess/coverage (a part)': { as: 'localAssessor', at: ['/assess/coverage'], wide: published },
  // Nobody is called so: what a file costs is read in batches of twenty people.
  '/assess/people.pdf': { as: 'assessor', at: ['/assess/people.pdf?q=xyz'], status: 404, wide: communities },
  '/assess/people.xlsx': { as: 'assessor', at: ['/assess/people.xlsx'] },
  '/assess/people/:personId': {
    as: 'assessor',
    at: ['', '?year=2025', '?lead=2026-12-24&project=garden'].map(
      (search) => `/assess/people/${id(1)}${search}`,
    ),
  },
  '/assess/people/:personId (a part)': { as: 'localAssessor', at: [`/assess/people/${neighbour}`] },
  '/*': { ...learner, at: ['/nowhere'], status: 404 },
};
