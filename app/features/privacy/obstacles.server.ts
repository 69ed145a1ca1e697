import { dayOf } from '#app/lib/time.ts';
import { type Role, roleNames } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import type { Obstacle } from './account-closing.rules.ts';

/** What is open and would be left hanging when somebody's account closed, each with the page where it is ended. Seven statements. */
export async function obstaclesOf(
  db: Db,
  { personId, now }: { personId: string; now: Date },
): Promise<Obstacle[]> {
  const today = dayOf(now);
  const has = (rows: readonly unknown[]) => rows.length > 0;
  const seats = await db
    .selectFrom('enrolment')
    .innerJoin('section', 'section.id', 'enrolment.section_id')
    .select('enrolment.id')
    .where('enrolment.person_id', '=', personId)
    .where('enrolment.active', '=', 1)
    .where('section.ends_on', '>=', today)
    .limit(1)
    .execute();
  const lines = await db
    .selectFrom('waitlist_entry')
    .select('id')
    .where('person_id', '=', personId)
    .where('active', '=', 1)
    .limit(1)
    .execute();
  const applications = await db
    .selectFrom('application')
    .select('id')
    .where('person_id', '=', personId)
    .where('active', '=', 1)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('application_result')
            .select('application_id')
            .whereRef('application_result.application_id', '=', 'application.id'),
        ),
      ),
    )
    .limit(1)
    .execute();
  const appeals = await db
    .selectFrom('appeal')
    .select('id')
    .where('person_id', '=', personId)
    .where('state', '=', 'waiting')
    .limit(1)
    .execute();
  const declarations = await db
    .selectFrom('declaration')
    .select('id')
    .where('person_id', '=', personId)
    .where('state', 'in', ['waiting', 'returned', 'publicity', 'objected'])
    .limit(1)
    .execute();
  const grants = await db
    .selectFrom('role_grant')
    .select('role')
    .where('person_id', '=', personId)
    .where('valid_from', '<=', today)
    .where(({ or, eb }) => or([eb('valid_to', 'is', null), eb('valid_to', '>=', today)]))
    .limit(20)
    .execute();
  const roles = [...new Set(grants.map(({ role }) => roleNames[role as Role]))].join('、');
  return [
    ...(has(seats) ? [{ what: '还有没上完的课，请先退选', href: '/me/courses' }] : []),
    ...(has(lines) ? [{ what: '还在排候补，请先退出', href: '/me/courses' }] : []),
    ...(has(applications) ? [{ what: '报了预选还没有结果，请先撤回', href: '/me/application' }] : []),
    ...(has(appeals) ? [{ what: '有一件申诉等复核，请等结果', href: '/me/credits' }] : []),
    ...(has(declarations) ? [{ what: '有申报还没有办完，请撤回或者等结果', href: '/me/declarations' }] : []),
    ...(roles ? [{ what: `还担任${roles}，请先请管理员收回授权`, href: '/me/settings' }] : []),
  ];
}
