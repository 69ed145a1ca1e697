import type { Db } from '#db/database.ts';
import { certificatePages, verifyPages } from './certificate-pages.ts';
import { creditPages } from './credit-pages.ts';
import { declarationPages, reviewPages } from './declaration-pages.ts';
import { enrolmentPages } from './learning-pages.ts';
import { assessorPages, auditorPages, correctionPages, liaisonPages, securityPages } from './office-pages.ts';
import { importPages, organisationPages } from './organisation-pages.ts';
import { boxPages, ownSuggestionPages, suggestionDesk } from './suggestion-pages.ts';
import { instructorPages, type Named } from './teaching-pages.ts';

/** Every page that this person of the demo academy may open, with a name for its picture. */
export async function pagesToLookAt(db: Db, username: string): Promise<Named[]> {
  switch (username) {
    case '':
      return publicPages(db);
    case 'learner':
    case 'elder':
      return [
        ...learnerPages,
        ...(await enrolmentPages(db, username)),
        ...(await entryPages(db, username)),
        ...(await declarationPages(db, username)),
        ...(await ownSuggestionPages(db, username)),
      ].map(([name, path]) => [`${username}-${name}`, path]);
    case 'instructor':
      return instructorPages(db);
    case 'registrar':
      return registrarPages(db);
    case 'reviewer':
    case 'appeals':
      return reviewPages(db, username);
    case 'assessor':
      return assessorPages(db);
    case 'auditor':
      return auditorPages(db);
    case 'security':
      return securityPages(db);
    case 'sysadmin':
      return [['admin-settings', '/admin/settings']];
    case 'liaison':
      return liaisonPages(db);
    default:
      return [];
  }
}

async function publicPages(db: Db): Promise<Named[]> {
  const teacher = await db
    .selectFrom('teacher')
    .innerJoin('teacher_consent', 'teacher_consent.teacher_id', 'teacher.id')
    .select('slug')
    .limit(1)
    .executeTakeFirstOrThrow();
  const rounds = await roundIds(db);
  return [
    ['home', '/'],
    ...rounds.map((id, n): Named => [`round-${n + 1}`, `/rounds/${id}`]),
    ['courses', '/courses'],
    ['courses-search', '/courses?q=xs'],
    ['courses-none', '/courses?q=qqqq'],
    ['course', '/courses/ZL05'],
    ['course-syllabus', '/courses/ZL05/syllabus'],
    ['course-thin', '/courses/LN05'],
    ['teachers', '/teachers'],
    ['teacher', `/teachers/${teacher.slug}`],
    ['timetable', '/timetable'],
    ...(await roundPages(db, '/rounds')),
    ['timetable-list', '/timetable?view=list'],
    ['ledger', '/ledger'],
    ['help-ledger', '/help/ledger'],
    ...boxPages,
    ['login', '/login'],
    ['forgotten', '/login/forgotten'],
    ['reset', '/login/reset?request=01a00000-0000-7000-8000-000000000000'],
    ['first-password', '/login/first'],
    ['verify', '/verify'],
    ['verify-nothing', '/verify/0000-0000-0000-0000'],
    ...(await verifyPages(db)),
    ['help', '/help'],
    ['help-page', '/help/evaluation'],
    ['privacy-older', '/privacy?version=2025.1'],
    ...['accessibility', 'privacy', 'nowhere'].map((name): Named => [name, `/${name}`]),
  ];
}

/** The rounds of the demo: that which was drawn first. */
async function roundIds(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('selection_round').select('id').orderBy('id').execute();
  return rows.map(({ id }) => id);
}

const learnerPages: Named[] = [
  ['me', '/me'],
  ['my-courses', '/me/courses'],
  ['my-assisted', '/me/assisted'],
  ['my-timetable', '/me/timetable'],
  ['my-timetable-list', '/me/timetable?view=list'],
  ['basket', '/me/basket'],
  ['application', '/me/application'],
  ['check-in', '/checkin'],
  ['my-credits', '/me/credits'],
  ['my-certificates', '/me/certificates'],
  ['statement', `/me/statements/${new Date().getFullYear()}`],
  ['statement-closed', `/me/statements/${new Date().getFullYear() - 1}`],
  ['settings', '/me/settings'],
  ['contacts', '/me/settings/contacts'],
  ['data', '/me/data'],
  ['readings', '/me/readings'],
  ['data-print', '/me/data/print'],
  ['corrections', '/me/data/corrections'],
  ['security', '/me/security'],
  ['second-step', '/me/security/second-step'],
  ['consents', '/me/data/consents'],
  ['closing-account', '/me/data/closing'],
  ['course-signed-in', '/courses/SM04'],
  ['slides', '/courses/SM04/slides'],
  ['handout', '/courses/SM04/handout'],
];

async function entryPages(db: Db, username: string): Promise<Named[]> {
  const entry = await db
    .selectFrom('credit_entry')
    .innerJoin('person', 'person.id', 'credit_entry.person_id')
    .select('credit_entry.id')
    .where('username', '=', username)
    .orderBy('occurred_on', 'desc')
    .limit(1)
    .executeTakeFirst();
  return entry ? [['entry', `/me/credits/${entry.id}`]] : [];
}

async function registrarPages(db: Db): Promise<Named[]> {
  const section = await db
    .selectFrom('section')
    .innerJoin('formation', 'formation.section_id', 'section.id')
    .select(['section.id', 'term_id', 'course_id'])
    .orderBy('section.code')
    .limit(1)
    .executeTakeFirstOrThrow();
  const venue = await db.selectFrom('venue').select('id').orderBy('name').limit(1).executeTakeFirstOrThrow();
  const entry = await db
    .selectFrom('credit_entry')
    .select(['id', 'person_id'])
    .where('kind', '=', 'award')
    .orderBy('posted_at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const recording = await db.selectFrom('recording').select('id').limit(1).executeTakeFirstOrThrow();
  return [
    ...(await correctionPages(db)),
    ['admin', '/admin'],
    ['admin-sections', '/admin/sections'],
    ['admin-section', `/admin/sections/${section.id}`],
    ['admin-recordings', '/admin/recordings'],
    ['admin-recordings-viewing', '/admin/recordings/viewing'],
    ['admin-sharing', '/admin/sharing'],
    ['admin-sections-few', '/admin/sections?few=yes'],
    ['admin-section-meetings', `/admin/sections/${section.id}/meetings`],
    ['admin-section-new-meeting', `/admin/sections/${section.id}/meetings?add`],
    ['admin-section-details', `/admin/sections/${section.id}/details`],
    ['admin-section-merge', `/admin/sections/${section.id}/merge`],
    ['admin-section-list', `/admin/sections/${section.id}/list`],
    ['admin-classes', `/admin/sections/${section.id}/classes`],
    ['admin-new-section', '/admin/sections/new'],
    ['admin-new-section-form', `/admin/sections/new?course=${section.course_id}`],
    ['admin-terms', '/admin/terms'],
    ['admin-new-term', '/admin/terms/new'],
    ['admin-term', `/admin/terms/${section.term_id}`],
    ['admin-edit-term', `/admin/terms/${section.term_id}?tab=edit`],
    ['admin-venues', '/admin/venues'],
    ['admin-new-venue', '/admin/venues/new'],
    ['admin-venue', `/admin/venues/${venue.id}`],
    ['admin-venue-facts', `/admin/venues/${venue.id}?tab=facts`],
    ['admin-rounds', '/admin/rounds'],
    ...(await roundIds(db)).map((id, n): Named => [`admin-round-${n + 1}`, `/admin/rounds/${id}`]),
    ...(await roundPages(db, '/admin/rounds')),
    ['admin-courses', '/admin/courses'],
    ...(await certificatePages(db)),
    ...(await creditPages(db, entry)),
    ['admin-people', '/admin/people'],
    ...(await importPages(db)),
    ['admin-person', `/admin/people/${entry.person_id}`],
    ['admin-person-first-code', `/admin/people/${entry.person_id}/first-code`],
    ['admin-organisation', '/admin/organisation'],
    ...(await organisationPages(db)),
    ['admin-waivers', '/admin/waivers'],
    ['admin-waivers-found', '/admin/waivers?q=t'],
    ['admin-person-waivers', `/admin/waivers/${entry.person_id}`],
    ['admin-assisted', '/admin/assisted'],
    ...(await suggestionDesk(db)),
    ['edit-recording', `/teach/recordings/${recording.id}`],
    ['edit-slides', `/teach/recordings/${recording.id}/slides`],
    ['edit-captions', `/teach/recordings/${recording.id}/captions`],
    ['edit-cuts', `/teach/recordings/${recording.id}/cuts`],
  ];
}

/** Each round as far as it is; for everybody only those that are published. */
async function roundPages(db: Db, below: string): Promise<Named[]> {
  const rounds = await db
    .selectFrom('selection_round')
    .leftJoin('round_step', (join) =>
      join.onRef('round_step.round_id', '=', 'selection_round.id').on('round_step.kind', '=', 'published'),
    )
    .select(['selection_round.id', 'round_step.at'])
    .execute();
  return rounds
    .filter(({ at }) => at !== null || below.startsWith('/admin'))
    .map(({ id }, index): Named => [`${below.slice(1).replace('/', '-')}-${index + 1}`, `${below}/${id}`]);
}
