import { formatHundredths } from '#app/lib/hundredths.ts';
import type { Paper } from '#app/lib/paper/paper.server.ts';
import { formatDate } from '#app/lib/time.ts';
import { positionNames } from '#app/lib/vocabulary.ts';
import { statusWords } from './parts/status-words.ts';
import type { YearStatement } from './statement.server.ts';

const entryColumns = [
  { title: '日期', share: 3 },
  { title: '课程或事项', share: 7 },
  { title: '类别', share: 1.4 },
  { title: '学分', share: 1.4, align: 'right' as const },
  { title: '说明', share: 3 },
];

/** Writes somebody's year on sheets of A4, with the same words as the page: what was owed, what counts, on which entries. */
export function writeStatement(paper: Paper, statement: YearStatement): void {
  const { name, year, posts, standing, appraisals, today, onDay } = statement;
  paper.heading(`${year} 年度学分情况表`);
  paper.facts([
    ['姓名', name],
    [
      onDay === today ? '身份' : `${formatDate(onDay)}的身份`,
      posts.map(({ position, unitName }) => `${unitName} ${positionNames[position]}`).join('；') ||
        '没有登记',
    ],
    ['方案版本', standing.schemesVersion ?? '没有方案'],
    ['结果', statusWords[standing.status]],
  ]);
  for (const scheme of standing.standings.filter(({ required }) => required > 0))
    writeScheme(paper, statement, scheme);
  writeEntries(paper, statement);
  if (appraisals.length > 0)
    paper.paragraph(
      `老师评学：${appraisals.map(({ courseTitle, levelName }) => `《${courseTitle}》${levelName}`).join('，')}。`,
    );
  paper.room(90);
  paper.paragraph(
    `本表供组织了解参考，不作为唯一依据。统计到 ${formatDate(today)}，年度没有结账，以后可能变化。`,
    { colour: 'quiet', after: 24 },
  );
  paper.paragraph('本人确认：　　　　　　　　　学院核定：　　　　　　　　　组织查阅：');
}

type SchemeStanding = YearStatement['standing']['standings'][number];

function writeScheme(paper: Paper, { courseTitles }: YearStatement, scheme: SchemeStanding): void {
  paper.heading(scheme.title, 2);
  const figures = [
    ['应修', scheme.required],
    ['取得', scheme.earned],
    ['计入', scheme.counted],
    ['还差', scheme.missing],
  ] as const;
  paper.paragraph(
    `${figures.map(([word, amount]) => `${word} ${formatHundredths(amount)}`).join('　')}　结果 ${statusWords[scheme.status]}`,
    { bold: true },
  );
  const look = { size: 9.5 };
  for (const { category, label, earned, counted, cap } of scheme.categories)
    paper.paragraph(
      `${category} ${label}：取得 ${formatHundredths(earned)}，计入 ${formatHundredths(counted)}${cap === null ? '' : `（最多计入 ${formatHundredths(cap)}）`}`,
      look,
    );
  for (const { label, required, earned } of scheme.minimums)
    paper.paragraph(`${label}至少 ${formatHundredths(required)}：取得 ${formatHundredths(earned)}`, look);
  for (const { code, done, dueThisYear } of scheme.requiredCourses)
    paper.paragraph(
      `必修《${courseTitles[code] ?? code}》：${done ? '已结业' : dueThisYear ? '今年要修，还没修' : '还没修，今年不要求'}`,
      look,
    );
}

function writeEntries(paper: Paper, { entries }: YearStatement): void {
  paper.heading('学分流水', 2);
  const rows = entries.map(({ occurredOn, title, category, amount, kind, reversed, reason }) => [
    formatDate(occurredOn),
    title,
    category,
    formatHundredths(amount),
    kind === 'reversal' ? `冲销：${reason ?? ''}` : reversed ? '已冲销' : '',
  ]);
  if (rows.length > 0) paper.table({ columns: entryColumns, rows });
  else paper.paragraph('这一年还没有学分。');
}
