import type { ReactNode } from 'react';
import type { Waiver } from '#app/features/assessment/waivers.server.ts';
import { formatDate, formatMoment } from '#app/lib/time.ts';
import { Status } from '#app/ui/status.tsx';
import { type Column, Table } from '#app/ui/table.tsx';

type Listed = Waiver & { personId?: string; personName?: string };

interface Props {
  caption: string;
  waivers: readonly Listed[];
  today: string;
  empty: string;
  /** Takes one back. */
  ending?: (waiver: Listed) => ReactNode;
}

/** Waivers with who, why and until when. */
export function WaiverTable({ caption, waivers, today, empty, ending }: Props) {
  const withNames = waivers.some(({ personName }) => personName);
  const columns: Column<Listed>[] = [
    {
      key: 'rule',
      label: '要求',
      head: !withNames,
      render: ({ label }) => label,
    },
    { key: 'reason', label: '理由', render: ({ reason }) => reason },
    {
      key: 'days',
      label: '期限',
      render: ({ validFrom, validTo }) => `${formatDate(validFrom)}到 ${formatDate(validTo)}`,
    },
    {
      key: 'by',
      label: '谁批的',
      render: ({ byName, grantedAt }) => `${byName}，${formatMoment(grantedAt)}`,
    },
    { key: 'state', label: '现在', render: (waiver) => <WaiverState waiver={waiver} today={today} /> },
  ];
  if (withNames)
    columns.unshift({
      key: 'person',
      label: '姓名',
      head: true,
      short: true,
      render: ({ personId, personName }) => <a href={`/admin/waivers/${personId}`}>{personName}</a>,
    });
  if (ending) columns.push({ key: 'end', label: '操作', short: true, render: ending });
  return (
    <Table
      caption={caption}
      captionHidden
      rows={waivers}
      rowKey={({ id }) => id}
      columns={columns}
      empty={<p className="quiet">{empty}</p>}
    />
  );
}

function WaiverState({ waiver: { ended, validFrom, validTo }, today }: { waiver: Listed; today: string }) {
  if (ended)
    return (
      <>
        <Status tone="closed">已收回</Status>
        <span className="quiet block">
          {ended.byName}，{formatMoment(ended.at)}：{ended.reason}
        </span>
      </>
    );
  if (validTo < today) return <Status tone="closed">已到期</Status>;
  if (validFrom > today) return <Status tone="neutral">还没开始</Status>;
  return <Status tone="done">有效</Status>;
}
