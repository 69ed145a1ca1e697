import type { Db } from '#db/database.ts';
import type { Named } from './teaching-pages.ts';

/** Of policies and exemptions. */
export async function schemePages(db: Db): Promise<Named[]> {
  return [
    ['admin-policies', '/admin/policies'],
    ['admin-policy-preview', '/admin/policies/preview'],
    ...(await policyPages(db)),
    ...(await exemptionPages(db)),
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
