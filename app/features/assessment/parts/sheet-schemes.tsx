import type { SheetView } from '#app/features/assessment/sheet-view.ts';
import type { FrozenScheme } from '#app/features/closing/frozen.rules.ts';
import { counterWords } from '#app/features/closing/sheet-words.rules.ts';
import { reckoningWords } from '#app/features/credits/scheme-words.rules.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { statusWords } from './status-words.ts';

/** Each scheme that asks for something, with what counts in it and what is missing. */
export function SheetSchemes({ statement: { standing, courseTitles, beside } }: { statement: SheetView }) {
  return standing.standings
    .filter(({ required, counters }) => required > 0 || counters.length > 0)
    .map((one) => (
      <section key={one.position} className="sheet-scheme">
        <h2>{one.title}</h2>
        {one.required > 0 ? <Figures scheme={one} /> : null}
        <ul className="sheet-lines">
          {reckoningWords(one).map((words) => (
            <li key={words}>{words}</li>
          ))}
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
          {one.counters.map((counter) => (
            <li key={counter.key}>{counterWords(counter)}</li>
          ))}
          {(beside[one.position] ?? []).map((words) => (
            <li key={words}>{words}</li>
          ))}
          {one.requiredCourses.map((course) => (
            <li key={course.code}>
              必修《{courseTitles[course.code] ?? course.code}》：
              {course.done ? '已结业' : course.dueThisYear ? '这一年要修，还没修' : '还没修，这一年不要求'}
            </li>
          ))}
        </ul>
      </section>
    ));
}

function Figures({ scheme }: { scheme: FrozenScheme }) {
  const figures = [
    ['应修', formatHundredths(scheme.required)],
    ['取得', formatHundredths(scheme.earned)],
    ['计入', formatHundredths(scheme.counted)],
    ['还差', formatHundredths(scheme.missing)],
    ['结果', statusWords[scheme.status]],
  ] as const;
  return (
    <dl className="sheet-figures">
      {figures.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
