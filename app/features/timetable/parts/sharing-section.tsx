import { schoolNames } from '#app/lib/vocabulary.ts';
import { Bar } from '#app/ui/bar.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { SchoolMark } from '#app/ui/school-mark.tsx';
import { Table } from '#app/ui/table.tsx';
import type { Sharing, UsedThing } from '../sharing.rules.ts';

/** How a kind of thing is spoken of. */
export interface SharingWords {
  title: string;
  /** Heading of the names: 老师. */
  head: string;
  /** `位老师`, `处阵地`. */
  counted: string;
  /** `位`, `处`: the measure alone. */
  measure: string;
  /** What sharing is: 为两所以上学校上课. */
  shares: string;
  /** What is counted for each school: 个班, 次. */
  unit: string;
  /** Where a school has none of its own: 建课. */
  made?: string;
  /** Where there is nothing to count. */
  none: string;
  /** 只为一所学校上课的老师. */
  single: string;
}

/** One kind: how many are shared in words and as a bar, which ones with their schools, and which are not yet. */
export function SharingSection({
  words,
  sharing: { shared, single },
}: {
  words: SharingWords;
  sharing: Sharing;
}) {
  const all = shared.length + single.length;
  return (
    <Section title={words.title}>
      {all === 0 ? (
        <p>{words.none}</p>
      ) : (
        <div className="share-of">
          <p>
            {all} {words.counted}里，有 {shared.length} {words.measure}
            {words.shares}。
          </p>
          <Bar value={shared.length} of={all} />
        </div>
      )}
      {shared.length > 0 ? (
        <UseTable words={words} things={shared} caption={`${words.shares}的${words.head}`} />
      ) : null}
      {single.length > 0 ? (
        <details>
          <summary>
            {words.single}：{single.length} {words.measure}
          </summary>
          <UseTable words={words} things={single} caption={words.single} />
        </details>
      ) : null}
    </Section>
  );
}

function UseTable({
  words,
  things,
  caption,
}: {
  words: SharingWords;
  things: readonly UsedThing[];
  caption: string;
}) {
  return (
    <Table
      caption={caption}
      captionHidden
      rows={things}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'name',
          label: words.head,
          head: true,
          render: ({ name, href }) => (href ? <a href={href}>{name}</a> : name),
        },
        { key: 'schools', label: '学校', render: ({ uses }) => <Schools uses={uses} words={words} /> },
      ]}
    />
  );
}

function Schools({ uses, words }: { uses: UsedThing['uses']; words: SharingWords }) {
  if (uses.length === 0) return <>学院公用</>;
  return (
    <ul className="school-uses">
      {uses.map(({ school, times }) => (
        <li key={school}>
          <SchoolMark school={school} silent />
          {schoolNames[school]} {times === 0 && words.made ? words.made : `${times} ${words.unit}`}
        </li>
      ))}
    </ul>
  );
}
