import type { Db } from '#db/database.ts';
import type { Named } from './teaching-pages.ts';

/** The pages about the organisation: a community that changed, and the form of each kind of change. */
export async function organisationPages(db: Db): Promise<Named[]> {
  const change = await db
    .selectFrom('org_change')
    .select(['id', 'unit_id'])
    .orderBy('id')
    .executeTakeFirstOrThrow();
  const { id } = await db
    .selectFrom('org_unit')
    .select('id')
    .where('kind', '=', 'community')
    .where('valid_to', 'is', null)
    .orderBy('path')
    .executeTakeFirstOrThrow();
  const unit = `/admin/organisation/units/${id}`;
  return [
    ['admin-organisation', '/admin/organisation'],
    ['admin-organisation-level', `/admin/organisation?unit=${id}`],
    ['admin-organisation-found', '/admin/organisation?q=%E5%8F%B7%E6%A5%BC'],
    ['admin-organisation-new', `/admin/organisation/new?parent=${id}`],
    ['admin-unit', unit],
    ['admin-unit-changed', `/admin/organisation/units/${change.unit_id}`],
    ['admin-unit-change', `/admin/organisation/changes/${change.id}`],
    ['admin-unit-move', `${unit}/move?place=%E5%8C%85%E6%B2%B3%E5%8C%BA`],
    ['admin-unit-rename', `${unit}/rename`],
    ['admin-unit-merge', `${unit}/merge`],
    ['admin-unit-split', `${unit}/split`],
    ['admin-unit-close', `${unit}/close`],
  ];
}

/** The sheets of the demo: one that was taken, one that waits with rows to be put right. */
export async function importPages(db: Db): Promise<Named[]> {
  const rows = await db.selectFrom('import_file').select(['id', 'state']).orderBy('id').execute();
  return [
    ['admin-imports', '/admin/imports'],
    ['admin-new-import', '/admin/imports/new'],
    ['admin-new-import-units', '/admin/imports/new?kind=units'],
    ...rows.flatMap(({ id, state }): Named[] => [
      [`admin-import-${state}`, `/admin/imports/${id}`],
      ...(state === 'judged'
        ? [
            ['admin-import-refused', `/admin/imports/${id}?state=refused`] satisfies Named,
            ['admin-import-match', `/admin/imports/${id}?match`] satisfies Named,
          ]
        : []),
    ]),
  ];
}
