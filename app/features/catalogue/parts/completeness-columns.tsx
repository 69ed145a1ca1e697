import { formatHundredths } from '#app/lib/hundredths.ts';
import { fiveOneNames } from '#app/lib/vocabulary.ts';
import { SchoolMark } from '#app/ui/school-mark.tsx';
import { Status } from '#app/ui/status.tsx';
import type { Column } from '#app/ui/table.tsx';
import type { Completeness } from '../completeness.server.ts';
import type { CourseLine } from '../library-course.rules.ts';

type Row = CourseLine & Completeness;

/** The table of what courses lack. */
export const completenessColumns: readonly Column<Row>[] = [
  { key: 'code', label: '编号', short: true, render: ({ code }) => code },
  {
    key: 'title',
    label: '课程',
    head: true,
    render: ({ code, title }) => <a href={`/teach/courses/${code}`}>{title}</a>,
  },
  { key: 'school', label: '学校', render: ({ school }) => <SchoolMark school={school} /> },
  { key: 'module', label: '模块', short: true, render: ({ module }) => module },
  {
    key: 'credits',
    label: '学分',
    align: 'end',
    render: ({ creditsHundredths }) => formatHundredths(creditsHundredths),
  },
  { key: 'five', label: '五个一', render: FiveOnes },
  {
    key: 'version',
    label: '版本',
    render: (course) => <span className="whitespace-nowrap">{versionWords(course)}</span>,
  },
];

function FiveOnes(course: Row) {
  return <Status tone={course.missing.length === 0 ? 'done' : 'attention'}>{missingWords(course)}</Status>;
}

/** What of the five a course lacks. */
export function missingWords({ missing }: Pick<Completeness, 'missing'>): string {
  if (missing.length === 0) return '齐';
  return `缺${missing.map((item) => fiveOneNames[item].slice(2).trim()).join('、')}`;
}

/** Which version it has. */
export const versionWords = ({ versionNumber, isDraft }: Omit<Completeness, 'missing'>): string =>
  `第 ${versionNumber} 版${isDraft ? '（草稿）' : ''}`;
