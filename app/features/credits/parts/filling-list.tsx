import type { FittingSection, MissingThing } from '#app/features/credits/filling.rules.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';

export type Filling = MissingThing & { sections: FittingSection[] };

/** What is missing in a scheme, each thing with the open sections that would fill it, or what to do where there are none. */
export function FillingList({ things }: { things: readonly Filling[] }) {
  return (
    <ul className="note-list">
      {things.map((thing) => (
        <li key={`${thing.kind}${thing.label}`}>
          <p className="todo-title">{missingWords(thing)}</p>
          <Ways thing={thing} />
        </li>
      ))}
    </ul>
  );
}

function missingWords({ kind, label, missing }: Filling): string {
  if (kind === 'course') return `必修课${label}还没有学完`;
  const amount = `还差 ${formatHundredths(missing)} 学分`;
  return kind === 'minimum' ? `${label}${amount}` : `其余${amount}`;
}

function Ways({ thing: { sections, bySections, kind } }: { thing: Filling }) {
  if (!bySections)
    return (
      <p>
        这一项不靠选课，靠完成任务或者申报：<a href="/help/credits">看怎么得到</a>。
      </p>
    );
  if (sections.length === 0)
    return (
      <p className="quiet">
        {kind === 'course' ? '这门课现在没有能选的班，开班后会出现在这里。' : '现在没有能补上这一项的班。'}
      </p>
    );
  return (
    <ul className="link-list">
      {sections.map(({ id, courseCode, courseTitle, when, adds }) => (
        <li key={id}>
          <a href={`/courses/${courseCode}#sections`}>{courseTitle}</a>
          <p className="quiet">
            {when}，{addsWords(adds)}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** Within the caps: what is full already gets no more by it. */
const addsWords = (adds: number): string =>
  adds > 0 ? `学完能多计入 ${formatHundredths(adds)} 学分` : '学分不再多计，但这门课要学完';
