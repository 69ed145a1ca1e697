import type { Db } from '#db/database.ts';
import type { Named } from './teaching-pages.ts';

/** One that holds and one that waits, where there are any; and the form for somebody. */
export async function exemptionPages(db: Db): Promise<Named[]> {
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

/** Every adjustment, the search for whom one is, and the two forms for an entry and its person. */
export async function adjustmentPages(db: Db, entry: { id: string; person_id: string }): Promise<Named[]> {
  const adjustments = await db.selectFrom('adjustment').select('id').orderBy('id').execute();
  return [
    ['admin-adjustments', '/admin/credits/adjustments'],
    ['admin-adjustments-all', '/admin/credits/adjustments?show=all'],
    ['admin-adjustment-search', '/admin/credits/adjustments/new?q=f'],
    ['admin-adjustment-add', `/admin/credits/adjustments/new?person=${entry.person_id}`],
    ['admin-adjustment-take-back', `/admin/credits/adjustments/new?entry=${entry.id}`],
    ...adjustments.map(
      ({ id }, n): Named => [`admin-adjustment-${n + 1}`, `/admin/credits/adjustments/${id}`],
    ),
  ];
}
