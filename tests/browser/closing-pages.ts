import type { Db } from '#db/database.ts';
import type { Named } from './teaching-pages.ts';

/** The closing of a year, and somebody's statement of it. */
export async function statementPages(db: Db): Promise<Named[]> {
  const [one] = await db
    .selectFrom('frozen_statement')
    .innerJoin('year_closing', 'year_closing.id', 'frozen_statement.closing_id')
    .select(['person_id', 'year'])
    .limit(1)
    .execute();
  const closed = `/admin/statements/${one?.year}`;
  return [
    ['admin-statements', '/admin/statements'],
    ['admin-year-open', `/admin/statements/${new Date().getFullYear() - 2}`],
    ...(one
      ? [
          ['admin-year', closed] as Named,
          ['admin-year-people', `${closed}/people`] as Named,
          ['admin-year-person', `${closed}/people/${one.person_id}`] as Named,
        ]
      : []),
  ];
}
