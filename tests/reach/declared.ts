import type { Role } from '#app/lib/vocabulary.ts';
import { tables } from '#app/table-routes.ts';
import { rowId } from '#tests/statements/fill.ts';

/** How far a role over a part of the organisation reaches at an address. */
export type About =
  /** Opens for whoever holds the role, and shows of people only those in their part. */
  | 'list'
  /** One person, or one thing of a person: 200 where the person belongs to the part, otherwise the same 404 as for nothing. */
  | 'person'
  /** A part of the organisation: itself, or what lies in it. */
  | 'unit'
  /** What no part of the organisation owns: sections, courses, terms, venues, rules. README: sections belong to the whole academy. */
  | 'academy'
  /** What only its maker sees, whatever others hold. */
  | 'own'
  /** Only a role over the whole academy: 403 for one over a part. */
  | 'whole';

export interface Declared {
  roles: readonly Role[];
  about: About;
  /** Who may post, where fewer. */
  writers?: readonly Role[];
  /** How far a post reaches, where it differs. */
  writes?: About;
  /** What is answered where nobody is within reach. */
  empty?: number;
  /** A list of people by name: a role over everything sees somebody. */
  names?: true;
  /** Reading it only leads on, whoever asks. */
  leads?: true;
  /** Other addresses than those whose statements are counted; `home` is the part that the people belong to. */
  at?: (home: { id: string; changeId: string }) => readonly string[];
}

const office: readonly Role[] = ['registrar', 'academy-admin'];
const keepers: readonly Role[] = [...office, 'credit-reviewer'];
const teaching: readonly Role[] = ['instructor', ...office];
const lookers: readonly Role[] = [...office, 'security-admin', 'assessor'];

const all = (
  about: About,
  roles: readonly Role[],
  more: Omit<Declared, 'roles' | 'about'> = {},
): Declared => ({ about, roles, ...more });

const byHand: Record<string, Declared> = {
  '/teach': all('list', teaching),
  '/teach/courses/:code': all('academy', teaching),
  '/teach/sections/:sectionId': all('academy', teaching),
  '/teach/sections/:sectionId/classes': all('academy', teaching),
  '/teach/sections/:sectionId/attendance': all('academy', teaching, { leads: true }),
  '/teach/sections/:sectionId/meetings/:meetingId/screen': all('academy', teaching),
  '/teach/sections/:sectionId/make-up': all('academy', teaching, { leads: true }),
  '/teach/sections/:sectionId/appraisals': all('academy', teaching, { leads: true }),
  '/teach/exercises': all('academy', teaching),
  '/teach/exercises/new': all('academy', teaching),
  '/teach/exercises/marking': all('academy', teaching),
  '/teach/exercises/marking/:attemptId': all('academy', teaching),
  '/teach/exercises/:exerciseId': all('academy', teaching),
  '/teach/courses/:code/questions': all('academy', teaching),
  '/teach/courses/:code/questions/new': all('academy', teaching),
  '/teach/courses/:code/questions/import': all('academy', teaching),
  '/teach/courses/:code/questions/imports/:importId': all('own', teaching),
  '/teach/courses/:code/questions/imports/:importId/marked.xlsx': all('own', teaching),
  '/teach/courses/:code/questions/template.xlsx': all('academy', teaching),
  '/teach/courses/:code/questions/:questionId': all('academy', teaching),
  '/teach/recordings': all('academy', teaching),
  '/teach/recordings/uploads': all('academy', teaching),
  '/teach/recordings/uploads/:uploadId': all('own', teaching),
  '/teach/recordings/reviews': all('academy', teaching),
  '/teach/recordings/:recordingId': all('academy', teaching),
  '/teach/recordings/:recordingId/captions': all('academy', teaching),
  '/teach/recordings/:recordingId/cuts': all('academy', teaching),
  '/teach/recordings/:recordingId/processing': all('academy', teaching),
  '/teach/recordings/:recordingId/slides': all('academy', teaching),
  '/teach/tasks': all('academy', teaching),
  '/teach/tasks/new': all('academy', teaching),
  '/teach/tasks/:taskId': all('academy', teaching),
  '/teach/submissions/:submissionId': all('academy', teaching),
  '/admin': all('list', [...keepers, 'appeals-reviewer', 'system-admin', 'security-admin']),
  '/admin/courses': all('academy', office),
  '/admin/sections': all('academy', office),
  '/admin/sharing': all('academy', office),
  '/admin/sections/new': all('academy', office),
  '/admin/sections/:sectionId': all('academy', office),
  '/admin/sections/:sectionId/meetings': all('academy', office),
  '/admin/sections/:sectionId/details': all('academy', office),
  '/admin/sections/:sectionId/merge': all('academy', office),
  '/admin/sections/:sectionId/list': all('academy', office),
  '/admin/sections/:sectionId/classes': all('academy', office),
  '/admin/sections/:sectionId/certificates': all('academy', office),
  '/admin/terms': all('academy', office),
  '/admin/terms/new': all('academy', office),
  '/admin/terms/:termId': all('academy', office),
  '/admin/venues': all('academy', office),
  '/admin/venues/new': all('academy', office),
  '/admin/venues/:venueId': all('academy', office),
  '/admin/rounds': all('academy', office),
  '/admin/rounds/:roundId': all('academy', office),
  '/admin/recordings': all('academy', office),
  '/admin/recordings/viewing': all('list', office, { names: true }),
  '/admin/suggestions': all('list', office, { names: true }),
  // Of somebody: what has no name is for the whole academy.
  '/admin/suggestions/:suggestionId': all('person', office, { at: () => [`/admin/suggestions/${rowId(3)}`] }),
  '/admin/credits': all('list', keepers, { names: true }),
  '/admin/credits/adjustments': all('list', keepers, { names: true }),
  '/admin/credits/adjustments/new': all('list', keepers, { writes: 'person' }),
  '/admin/credits/adjustments/:adjustmentId': all('person', keepers),
  '/admin/credits/:entryId': all('person', keepers),
  '/admin/credits/:entryId/reversal': all('person', keepers, { leads: true }),
  '/admin/declarations': all('list', keepers, { names: true }),
  '/admin/declarations/:declarationId': all('person', keepers),
  '/admin/declarations/:declarationId/decision': all('person', ['credit-reviewer']),
  '/admin/appeals': all('list', ['appeals-reviewer'], { names: true }),
  '/admin/appeals/:appealId': all('person', ['appeals-reviewer']),
  '/admin/policies': all('academy', keepers),
  '/admin/policies/preview': all('list', office),
  '/admin/policies/:policyId': all('academy', keepers),
  '/admin/exemptions': all('list', keepers, { names: true }),
  '/admin/exemptions/new': all('person', office),
  '/admin/exemptions/:exemptionId': all('person', keepers),
  '/admin/certificates': all('list', office, { writes: 'whole', names: true }),
  '/admin/certificates/:certificateId': all('person', office),
  '/admin/statements': all('list', office),
  '/admin/statements/:year': all('list', office, { writes: 'whole' }),
  '/admin/statements/:year/people': all('list', office, { names: true }),
  '/admin/statements/:year/people/:personId': all('person', office),
  '/admin/statements/:year/statements.xlsx': all('list', office, { names: true }),
  '/admin/statements/:year/statements.pdf': all('list', office, { empty: 404 }),
  '/admin/people': all('list', [...office, 'security-admin'], { names: true }),
  '/admin/people/:personId': all('person', [...office, 'security-admin']),
  '/admin/people/:personId/first-code': all('person', [...office, 'security-admin']),
  '/admin/people/:personId/closing': all('person', office),
  '/admin/people/:personId/sign-in': all('person', ['security-admin']),
  '/admin/sign-in': all('list', ['security-admin']),
  '/admin/sign-in/unused': all('list', ['security-admin']),
  '/admin/corrections': all('list', office, { names: true }),
  '/admin/corrections/:requestId': all('person', office),
  '/admin/settings': all('whole', ['system-admin']),
  '/admin/imports': all('own', office),
  '/admin/imports/new': all('own', office),
  '/admin/imports/templates/:kind': all('academy', office),
  '/admin/imports/:importId': all('own', office),
  '/admin/imports/:importId/marked.xlsx': all('own', office),
  '/admin/waivers': all('list', ['academy-admin'], { names: true }),
  '/admin/waivers/:personId': all('person', ['academy-admin']),
  '/admin/organisation': all('list', lookers),
  '/admin/organisation/new': all('unit', office, {
    at: ({ id }) => [`/admin/organisation/new?parent=${id}`],
  }),
  '/admin/organisation/units/:unitId': all('unit', lookers, {
    at: ({ id }) => [`/admin/organisation/units/${id}`],
  }),
  '/admin/organisation/units/:unitId/:kind': all('unit', office, {
    at: ({ id }) =>
      ['rename', 'move', 'merge', 'split'].map((kind) => `/admin/organisation/units/${id}/${kind}`),
  }),
  '/admin/organisation/changes/:changeId': all('unit', office, {
    at: ({ changeId }) => [`/admin/organisation/changes/${changeId}`],
  }),
  '/admin/audit': all('whole', ['auditor']),
  '/admin/audit/journal.xlsx': all('whole', ['auditor']),
  '/admin/audit/journal.jsonl': all('whole', ['auditor']),
  '/admin/audit/archives': all('whole', ['auditor']),
  '/admin/audit/archives/:archiveId': all('whole', ['auditor']),
  '/admin/audit/archives/:archiveId/file.jsonl.gz': all('whole', ['auditor']),
  '/admin/audit/lines/:entryId': all('whole', ['auditor']),
  '/admin/audit/lines/:entryId/proof.jsonl': all('whole', ['auditor']),
  '/admin/assisted': all('list', office, { names: true }),
  '/admin/assisted/:consentId': all('person', office),
  '/assist': all('list', ['liaison'], { names: true }),
  '/assist/log': all('list', ['liaison']),
  '/assist/offers/:offerId': all('person', ['liaison']),
  '/assist/people/:personId': all('person', ['liaison']),
  '/assist/people/:personId/sections': all('person', ['liaison']),
  '/assist/people/:personId/sections/:sectionId': all('person', ['liaison']),
  '/assist/people/:personId/application': all('person', ['liaison']),
  '/assist/people/:personId/first-code': all('person', ['liaison']),
  '/assist/people/:personId/consent': all('person', ['liaison']),
  '/assist/people/:personId/slip': all('person', ['liaison']),
  '/assess': all('list', ['assessor'], { names: true }),
  '/assess/coverage': all('list', ['assessor']),
  '/assess/people.pdf': all('list', ['assessor'], {
    ...{ empty: 404, names: true },
    at: () => ['/assess/people.pdf?q=gao79'],
  }),
  '/assess/people.xlsx': all('list', ['assessor'], { names: true }),
  '/assess/people/:personId': all('person', ['assessor']),
};

/** A table that leaves as a file shows what its page shows; it takes no form. */
const files = tables.flatMap(({ page, path }): [string, Declared][] => {
  const said = byHand[`/${page}`];
  if (!said) return [];
  const { about, roles, names } = said;
  return [[`/${path}`, { about, roles, ...(names ? { names } : {}) }]];
});

/** Every address that asks for a role, and how far that role reaches there; said here a second time, not read from the pages. */
export const declared: Record<string, Declared> = { ...Object.fromEntries(files), ...byHand };
