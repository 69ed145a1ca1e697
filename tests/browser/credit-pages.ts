import type { Db } from '#db/database.ts';
import type { Named } from './teaching-pages.ts';

/** What stands around the credits of a year: exemptions, policies, closing it. */
export async function creditPages(db: Db, entry: { id: string; person_id: string }): Promise<Named[]> {
  return [
    ['admin-credits', '/admin/credits'],
    ['admin-entry', `/admin/credits/${entry.id}`],
    ...(await adjustmentPages(db, entry)),
    ...(await exemptionPages(db)),
    ...(await statementPages(db)),
    ['admin-policies', '/admin/policies'],
    ['admin-policy-preview', '/admin/policies/preview'],
    ...(await policyPages(db)),
  ];
}

/** The closing of a year, and somebody's statement of it. */
async function statementPages(db: Db): Promise<Named[]> {
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
/** One that holds and one that waits, where there are any; and the form for somebody. */
async function exemptionPages(db: Db): Promise<Named[]> {
  const [held] = await db.selectFrom('exemption').select(['id', 'person_id']).limit(1).execute();
  const [waiting] = await db
    .selectFrom('exemption_proposal')
    .select('id')
    .where('active', '=', 1)
    .limit(1)
    .execute();
  return [
    ['admin-exemptions', '/admin/exemptions'],
    ['admin-new-exemption', '/admin/exemptions/new'],
    ...(held
      ? [['admin-new-exemption-form', `/admin/exemptions/new?person=${held.person_id}`] as Named]
      : []),
    ...(held ? [['admin-exemption', `/admin/exemptions/${held.id}`] as Named] : []),
    ...(waiting ? [['admin-exemption-waiting', `/admin/exemptions/${waiting.id}`] as Named] : []),
  ];
}

/** One of each kind. */
async function policyPages(db: Db): Promise<Named[]> {
  const rows = await db
    .selectFrom('policy_version')
    .select((eb) => ['kind', eb.fn.max('id').as('id')])
    .groupBy('kind')
    .execute();
  return rows.map(({ kind, id }): Named => [`admin-policy-${kind}`, `/admin/policies/${id}`]);
}

/** Proposing for a person and for an entry, and each that was proposed. */
async function adjustmentPages(db: Db, entry: { id: string; person_id: string }): Promise<Named[]> {
  // One of each state: many are alike.
  const adjustments = await db
    .selectFrom('adjustment')
    .leftJoin('adjustment_outcome', 'adjustment_outcome.adjustment_id', 'adjustment.id')
    .select(({ fn }) => fn.min('adjustment.id').as('id'))
    .groupBy('outcome')
    .groupBy('adjustment.kind')
    .orderBy('id')
    .execute();
  return [
    ['admin-adjustments', '/admin/credits/adjustments'],
    ['admin-adjustments-all', '/admin/credits/adjustments?show=all'],
    ['admin-adjustment-search', '/admin/credits/adjustments/new?q=f'],
    ['admin-adjustment-kind', `/admin/credits/adjustments/new?person=${entry.person_id}`],
    ['admin-adjustment-add', `/admin/credits/adjustments/new?person=${entry.person_id}&category=A.face`],
    ['admin-adjustment-take-back', `/admin/credits/adjustments/new?entry=${entry.id}`],
    ...adjustments.map(
      ({ id }, n): Named => [`admin-adjustment-${n + 1}`, `/admin/credits/adjustments/${id}`],
    ),
  ];
}
