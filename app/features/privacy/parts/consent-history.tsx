import { kindWords, meansNames } from '#app/features/privacy/consent.rules.ts';
import type { SaidLast } from '#app/features/privacy/consents.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import { Section } from '#app/ui/page-title.tsx';
import { Table } from '#app/ui/table.tsx';

/** What was said when, how, to which version. */
export function ConsentHistory({ all }: { all: readonly SaidLast[] }) {
  if (all.length === 0) return null;
  return (
    <Section title="说过的话">
      <Table
        caption="说过的话"
        captionHidden
        rows={all}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'what',
            label: '哪一项',
            head: true,
            long: true,
            render: ({ kind }) => kindWords[kind].title,
          },
          { key: 'version', label: '版本', short: true, render: ({ version }) => version },
          {
            key: 'answer',
            label: '说的',
            short: true,
            render: ({ answer }) => (answer === 'agreed' ? '同意' : '不同意'),
          },
          { key: 'means', label: '怎么说的', render: ({ means }) => meansNames[means] },
          { key: 'at', label: '时间', render: ({ at }) => formatMoment(at) },
          {
            key: 'withdrawn',
            label: '撤回',
            render: ({ withdrawnAt }) => (withdrawnAt ? formatMoment(withdrawnAt) : '—'),
          },
        ]}
      />
    </Section>
  );
}
