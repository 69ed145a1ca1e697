import { Pagination } from '#app/ui/pagination.tsx';
import { Status, type StatusTone } from '#app/ui/status.tsx';
import { type Column, Table } from '#app/ui/table.tsx';
import type { ShownGroup } from '../groups.server.ts';

interface GroupsProps {
  groups: readonly ShownGroup[];
  total: number;
  page: number;
  pageSize: number;
  /** What a part is called: 社区. */
  label: string;
  address(page: number): string;
}

const outcomes: Readonly<Record<string, { tone: StatusTone; words: string }>> = {
  taken: { tone: 'done', words: '收了' },
  left: { tone: 'attention', words: '没有收' },
  stopped: { tone: 'attention', words: '收了一部分' },
};

function statusOf({ outcome, counts }: ShownGroup): { tone: StatusTone; words: string } {
  const known = outcomes[outcome ?? ''];
  if (known) return known;
  if (counts.refused > 0) return { tone: 'attention', words: '有要改的' };
  return counts.new + counts.change > 0
    ? { tone: 'progress', words: '可以收' }
    : { tone: 'closed', words: '都有了' };
}

const said: Column<ShownGroup> = { key: 'words', label: '说明', render: ({ words }) => words };

/** The parts of a sheet, each taken whole or not at all. */
export function Groups({ groups, total, page, pageSize, label, address }: GroupsProps) {
  const columns: readonly Column<ShownGroup>[] = [
    { key: 'label', label, head: true, render: ({ label: name }) => name },
    {
      key: 'state',
      label: '怎样',
      short: true,
      render: (group) => {
        const { tone, words } = statusOf(group);
        return <Status tone={tone}>{words}</Status>;
      },
    },
    { key: 'new', label: '新增', align: 'end', render: ({ counts }) => counts.new },
    { key: 'change', label: '改动', align: 'end', render: ({ counts }) => counts.change },
    { key: 'same', label: '已经有了', align: 'end', render: ({ counts }) => counts.same },
    { key: 'refused', label: '要改', align: 'end', render: ({ counts }) => counts.refused },
    ...(groups.some(({ words }) => words) ? [said] : []),
  ];
  return (
    <>
      <Table
        caption={`按${label}看`}
        captionHidden
        columns={columns}
        rows={groups}
        rowKey={({ key }) => key}
      />
      {total > pageSize ? <Pagination page={page} pageSize={pageSize} total={total} href={address} /> : null}
    </>
  );
}
