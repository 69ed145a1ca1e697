import { type Column, Table } from '#app/ui/table.tsx';
import { type UnitKind, unitKindNames } from '../kinds.ts';

export interface ShownUnit {
  id: string;
  name: string;
  kind: UnitKind;
  below: number;
  posts: number;
}

/** One level of a tree: each unit leads to its own page, and to the level below it. `on`: the day asked for, kept in the links. */
export function LevelList({
  units,
  on,
  caption,
}: {
  units: readonly ShownUnit[];
  on: string | null;
  caption: string;
}) {
  const and = on ? `&on=${on}` : '';
  const columns: readonly Column<ShownUnit>[] = [
    {
      key: 'name',
      label: '名称',
      head: true,
      render: ({ id, name }) => (
        <a href={`/admin/organisation/units/${id}${on ? `?on=${on}` : ''}`}>{name}</a>
      ),
    },
    { key: 'kind', label: '种类', render: ({ kind }) => unitKindNames[kind] },
    {
      key: 'posts',
      label: '本级岗位',
      align: 'end',
      render: ({ posts }) => (posts > 0 ? `${posts} 个` : '没有'),
    },
    {
      key: 'below',
      label: '下级',
      render: ({ id, name, below }) =>
        below > 0 ? (
          <a href={`/admin/organisation?unit=${id}${and}`}>
            看 {below} 个下级<span className="sr-only">：{name}</span>
          </a>
        ) : (
          '没有'
        ),
    },
  ];
  return <Table caption={caption} captionHidden columns={columns} rows={units} rowKey={({ id }) => id} />;
}
