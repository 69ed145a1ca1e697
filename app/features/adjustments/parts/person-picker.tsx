import { MOST_FOUND } from '#app/features/adjustments/adjustment-words.rules.ts';
import type { Found } from '#app/features/adjustments/subject.server.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { SearchBox } from '#app/ui/search-box.tsx';
import { Table } from '#app/ui/table.tsx';

const here = '/admin/credits/adjustments/new';

/** Whose credits it is about: found by name, then chosen. To take something back one begins with the entry. */
export function PersonPicker({ q, found }: { q: string; found: readonly Found[] }) {
  return (
    <>
      <SearchBox action={here} label="给谁补记" value={q} placeholder="姓名或拼音" />
      {q && found.length === 0 ? (
        <EmptyState title="没有找到">
          <p>换个姓名或者拼音试试。</p>
        </EmptyState>
      ) : null}
      {found.length > 0 ? (
        <Table
          caption="找到的人，按姓名"
          rows={found}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'name',
              label: '姓名',
              head: true,
              short: true,
              render: ({ id, name }) => <a href={`${here}?person=${id}`}>{name}</a>,
            },
            { key: 'username', label: '用户名', short: true, render: ({ username }) => username },
            { key: 'posts', label: '岗位', render: ({ posts }) => posts || '没有登记' },
          ]}
        />
      ) : null}
      {found.length === MOST_FOUND ? (
        <p className="quiet">只列前 {MOST_FOUND} 个。不在里面的，请把姓名写全。</p>
      ) : null}
      <p className="quiet">要收回多记的，先在学分流水里打开那一笔，再点“更正多记、少记的部分”。</p>
    </>
  );
}
