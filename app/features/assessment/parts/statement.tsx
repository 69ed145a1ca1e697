import type { YearStatement } from '#app/features/assessment/statement.server.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { formatDate } from '#app/lib/time.ts';
import { positionNames } from '#app/lib/vocabulary.ts';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { StatementSheet } from '#app/ui/statement-sheet.tsx';
import { Table } from '#app/ui/table.tsx';
import { statusWords } from './status-words.ts';

/** The yearly credit statement on A4: what was owed, what counts, on which entries. */
export function Statement({ statement }: { statement: YearStatement }) {
  const { name, year, posts, standing } = statement;
  return (
    <StatementSheet
      title={`${year} 年度学分情况表`}
      signatures={['本人确认', '学院核定', '组织查阅']}
      foot={
        <>
          本表供组织了解参考，不作为唯一依据。统计到 {formatDate(statement.today)}
          ，年度没有结账，以后可能变化。
        </>
      }
    >
      <DescriptionList
        facts={[
          ['姓名', name],
          [
            '身份',
            posts.map(({ position, unitName }) => `${unitName} ${positionNames[position]}`).join('；') ||
              '没有登记',
          ],
          ['方案版本', standing.schemesVersion ?? '没有方案'],
          ['结果', statusWords[standing.status]],
        ]}
      />
      <Schemes statement={statement} />
      <Entries statement={statement} />
      {statement.appraisals.length > 0 ? (
        <p>
          老师评学：
          {statement.appraisals
            .map(({ courseTitle, levelName }) => `《${courseTitle}》${levelName}`)
            .join('，')}
          。
        </p>
      ) : null}
    </StatementSheet>
  );
}

function Schemes({ statement: { standing, courseTitles } }: { statement: YearStatement }) {
  return standing.standings
    .filter(({ required }) => required > 0)
    .map((one) => (
      <section key={one.position} className="sheet-scheme">
        <h2>{one.title}</h2>
        <dl className="sheet-figures">
          {(
            [
              ['应修', formatHundredths(one.required)],
              ['取得', formatHundredths(one.earned)],
              ['计入', formatHundredths(one.counted)],
              ['还差', formatHundredths(one.missing)],
              ['结果', statusWords[one.status]],
            ] as const
          ).map(([term, value]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <ul className="sheet-lines">
          {one.categories.map((category) => (
            <li key={category.category}>
              {category.category} {category.label}：取得 {formatHundredths(category.earned)}，计入{' '}
              {formatHundredths(category.counted)}
              {category.cap === null ? '' : `（最多计入 ${formatHundredths(category.cap)}）`}
            </li>
          ))}
          {one.minimums.map((minimum) => (
            <li key={minimum.label}>
              {minimum.label}至少 {formatHundredths(minimum.required)}：取得{' '}
              {formatHundredths(minimum.earned)}
            </li>
          ))}
          {one.requiredCourses.map((course) => (
            <li key={course.code}>
              必修《{courseTitles[course.code] ?? course.code}》：
              {course.done ? '已结业' : course.dueThisYear ? '今年要修，还没修' : '还没修，今年不要求'}
            </li>
          ))}
        </ul>
      </section>
    ));
}

function Entries({ statement: { entries } }: { statement: YearStatement }) {
  return (
    <Table
      caption="学分流水"
      rows={entries}
      rowKey={(entry) => entry.id}
      empty="这一年还没有学分。"
      columns={[
        { key: 'day', label: '日期', short: true, render: (entry) => formatDate(entry.occurredOn) },
        { key: 'title', label: '课程或事项', head: true, render: (entry) => entry.title },
        { key: 'category', label: '类别', render: (entry) => entry.category },
        { key: 'amount', label: '学分', align: 'end', render: (entry) => formatHundredths(entry.amount) },
        {
          key: 'note',
          label: '说明',
          render: (entry) =>
            entry.kind === 'reversal' ? `冲销：${entry.reason ?? ''}` : entry.reversed ? '已冲销' : '',
        },
      ]}
    />
  );
}
