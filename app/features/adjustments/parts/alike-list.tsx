import type { Alike } from '#app/features/adjustments/alike.server.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { formatDate } from '#app/lib/time.ts';
import { Section } from '#app/ui/page-title.tsx';
import { Table } from '#app/ui/table.tsx';

const hrefs = {
  entry: (id: string) => `/admin/credits/${id}`,
  declaration: (id: string) => `/admin/declarations/${id}`,
  adjustment: (id: string) => `/admin/credits/adjustments/${id}`,
};

const whatWords = { entry: '已经记入', adjustment: '等着核对', declaration: '本人申报的，还没有记入' };

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
          {
            key: 'sum',
            label: '学分',
            short: true,
            render: ({ amount }) => (amount === null ? '还没有定' : formatHundredths(amount)),
          },
          {
            key: 'what',
            label: '情况',
            short: true,
            render: ({ what, equal }) => `${whatWords[what]}${equal ? '，同一天同一个名字' : ''}`,
          },
        ]}
      />
    </Section>
  );
}
