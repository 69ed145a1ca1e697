import { sectionName } from '#app/features/timetable/section-words.rules.ts';
import { Table } from '#app/ui/table.tsx';
import type { RoundPage } from '../round-page.server.ts';

interface Props {
  round: Pick<RoundPage, 'sections' | 'seats'>;
  /** Section id → seats, while applications are not fixed. */
  capacities: Readonly<Record<string, number>>;
}

/** Which sections, how many seats, and how many want them; by course, never by how much they are wanted. */
export function SectionCounts({ round, capacities }: Props) {
  return (
    <Table
      caption="参加预选的班"
      captionHidden
      rows={round.sections}
      rowKey={({ id }) => id}
      empty={<p className="quiet">还没有班。</p>}
      columns={[
        {
          key: 'section',
          label: '班',
          head: true,
          render: (section) => (
            <>
              <a href={`/courses/${section.courseCode}`}>
                {section.courseTitle}（{sectionName(section.title)}）
              </a>
              <span className="quiet block">{section.code}</span>
            </>
          ),
        },
        { key: 'when', label: '时间', render: ({ when }) => when },
        { key: 'teacher', label: '老师', short: true, render: ({ teacherName }) => teacherName ?? '—' },
        {
          key: 'seats',
          label: '名额',
          align: 'end',
          render: ({ id, seats }) => round.seats[id] ?? seats ?? capacities[id] ?? 0,
        },
        { key: 'all', label: '报名', align: 'end', render: ({ count }) => count.applicants },
        { key: 'first', label: '第一志愿', align: 'end', render: ({ count }) => count.first },
      ]}
    />
  );
}
