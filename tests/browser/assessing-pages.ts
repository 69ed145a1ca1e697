import type { Db } from '#db/database.ts';
import type { Named } from './teaching-pages.ts';

/** What an assessor may open. */
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

/** Of one person, as the registrar sees them; also where rules for leading a project are waived. */
export function personPages(personId: string): Named[] {
  return [
    ['admin-people', '/admin/people'],
    ['admin-person', `/admin/people/${personId}`],
    ['admin-waivers', '/admin/waivers'],
    ['admin-waivers-found', '/admin/waivers?q=t'],
    ['admin-person-waivers', `/admin/waivers/${personId}`],
  ];
}
