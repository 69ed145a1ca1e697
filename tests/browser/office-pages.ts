import type { Db } from '#db/database.ts';
import type { Named } from './teaching-pages.ts';

export async function assessorPages(db: Db): Promise<Named[]> {
  const learner = await db
    .selectFrom('person')
    .select('id')
    .where('username', '=', 'learner')
    .executeTakeFirstOrThrow();
  return [
    ['assess', '/assess'],
    ['assess-on', '/assess?on=2026-01-31&position=building-head'],
    ['assess-coverage', '/assess/coverage'],
    ['assess-person', `/assess/people/${learner.id}`],
    ['assess-person-leading', `/assess/people/${learner.id}?lead=never`],
  ];
}

export async function auditorPages(db: Db): Promise<Named[]> {
  const line = await db
    .selectFrom('journal_entry')
    .select('id')
    .where('action', '=', 'role.granted')
    .orderBy('id')
    .executeTakeFirstOrThrow();
  return [
    ['audit', '/admin/audit'],
    ['audit-narrowed', '/admin/audit?family=role&who=nobody'],
    ['audit-line', `/admin/audit/lines/${line.id}`],
    ['audit-archives', '/admin/audit/archives'],
  ];
}

/** A locked account, somebody signed in on two devices, and the deputy who uses two steps. */
export async function securityPages(db: Db): Promise<Named[]> {
  const locked = await db
    .selectFrom('sign_in_series')
    .select('person_id')
    .where('person_id', 'is not', null)
    .executeTakeFirstOrThrow();
  const factor = await db.selectFrom('second_factor').select('person_id').executeTakeFirstOrThrow();
  const learner = await db
    .selectFrom('person')
    .select('id')
    .where('username', '=', 'learner')
    .executeTakeFirstOrThrow();
  return [
    ['sign-in-desk', '/admin/sign-in'],
    ['unused-accounts', '/admin/sign-in/unused'],
    ['person-locked', `/admin/people/${locked.person_id}/sign-in`],
    ['person-factor', `/admin/people/${factor.person_id}/sign-in`],
    ['person-devices', `/admin/people/${learner.id}/sign-in`],
    ['person-first-code', `/admin/people/${learner.id}/first-code`],
  ];
}

/** The elder of the demo lives in the liaison's community. */
export async function liaisonPages(db: Db): Promise<Named[]> {
  const elder = await db
    .selectFrom('person')
    .select('id')
    .where('username', '=', 'elder')
    .executeTakeFirstOrThrow();
  const section = await db
    .selectFrom('section')
    .innerJoin('course', 'course.id', 'section.course_id')
    .select('section.id')
    .where('course.code', '=', 'LN02')
    .where('section.opened_at', 'is not', null)
    .orderBy('section.starts_on', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const at = `/assist/people/${elder.id}`;
  return [
    ['assist', '/assist'],
    ['assist-person', at],
    ['assist-sections', `${at}/sections`],
    ['assist-section', `${at}/sections/${section.id}`],
    ['assist-application', `${at}/application`],
    ['assist-slip', `${at}/slip`],
    ['assist-first-code', `${at}/first-code`],
    ['assist-consent', `${at}/consent`],
    ['assist-log', '/assist/log'],
  ];
}

/** What somebody asked to be put right, and the closing of their account. */
export async function correctionPages(db: Db): Promise<Named[]> {
  const correction = await db
    .selectFrom('correction_request')
    .select(['id', 'person_id'])
    .executeTakeFirstOrThrow();
  return [
    ['admin-corrections', '/admin/corrections'],
    ['admin-correction', `/admin/corrections/${correction.id}`],
    ['admin-closing', `/admin/people/${correction.person_id}/closing`],
  ];
}
