import type { Alike } from '#app/features/adjustments/alike.server.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { formatDate } from '#app/lib/time.ts';
import { Section } from '#app/ui/page-title.tsx';
import { Table } from '#app/ui/table.tsx';

const hrefs = {
  entry: (id: string) => `/admin/credits/${id}`,
  adjustment: (id: string) => `/admin/credits/adjustments/${id}`,
};

/** What the person has already of the same day or name: whoever confirms looks at it first. */
export function AlikeList({ alike }: { alike: readonly Alike[] }) {
  if (alike.length === 0) return null;
  return (
    <Section title="会不会是同一件事">
      <Table
        caption="这个人同一天或者同一个名字的"
        rows={alike}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'title',
            label: '名字',
            head: true,
            long: true,
            render: ({ what, id, title }) => <a href={hrefs[what](id)}>{title}</a>,
          },
          { key: 'day', label: '日期', short: true, render: ({ occurredOn }) => formatDate(occurredOn) },
          { key: 'sum', label: '学分', short: true, render: ({ amount }) => formatHundredths(amount) },
          {
            key: 'what',
            label: '情况',
            short: true,
            render: ({ what, equal }) =>
              `${what === 'entry' ? '已经记入' : '等着核对'}${equal ? '，同一天同一个名字' : ''}`,
          },
        ]}
      />
    </Section>
  );
}
