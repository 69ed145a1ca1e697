import type { DeclaredWay, FittingSection, MissingThing } from '#app/features/credits/filling.rules.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';

export type Filling = MissingThing & { sections: FittingSection[]; declared: DeclaredWay[] };

const MOST_NAMED = 3;

/** What is missing in a scheme, each thing with the open sections that would fill it, or what to do where there are none. */
export function FillingList({ things }: { things: readonly Filling[] }) {
  return (
    <ul className="note-list">
      {things.map((thing, at) => (
        <li key={`${thing.kind}${thing.label}`}>
          <p className="todo-title">{missingWords(thing, at)}</p>
          {thing.sections.length > 0 ? <Sections sections={thing.sections} /> : <OtherWays thing={thing} />}
        </li>
      ))}
    </ul>
  );
}

/** 其余 only after something else that is missing. */
function missingWords({ kind, label, missing }: Filling, at: number): string {
  if (kind === 'course') return `必修课${label}还没有学完`;
  const amount = `还差 ${formatHundredths(missing)} 学分`;
  if (kind === 'minimum') return `${label}${amount}`;
  return at > 0 ? `其余${amount}` : amount;
}

function Sections({ sections }: { sections: readonly FittingSection[] }) {
  return (
    <ul className="link-list fitting-sections">
      {sections.map(({ id, courseCode, courseTitle, when, adds, free, waiting }) => (
        <li key={id}>
          <a href={`/courses/${courseCode}#sections`}>{courseTitle}</a>
          <p className="quiet">
            {when}，{seatsLeft(free, waiting)}。{addsWords(adds)}。
          </p>
        </li>
      ))}
    </ul>
  );
}

/** As on the course's own page, in a sentence. */
function seatsLeft(free: number, waiting: number): string {
  if (free > 0) return `还有 ${free} 个名额`;
  return waiting > 0 ? `已满，可以排候补，前面有 ${waiting} 人` : '已满，可以排候补';
}

/** Within the caps: what is full already gets no more by it. */
const addsWords = (adds: number): string =>
  adds > 0 ? `学完能多计入 ${formatHundredths(adds)} 学分` : '学分不再多计，但这门课要学完';

/** Where nothing can be chosen: declaring what counts for it, else whom to ask. */
function OtherWays({ thing: { kind, bySections, byTasks, declared } }: { thing: Filling }) {
  if (kind === 'course') return <p className="quiet">这门课现在没有能选的班，开班后会出现在这里。</p>;
  const why = bySections ? '现在没有能补上这一项的班。' : '这一项不靠选课。';
  if (declared.length > 0) return <Declaring why={why} ways={declared} />;
  return (
    <p className="quiet">
      {why}
      {byTasks
        ? '它靠老师布置的任务，验收通过就自动记上。有哪些任务可做，请问任课老师或教务。'
        : bySections
          ? '什么时候开班，请问教务。'
          : '它也不能自己申报，怎么补上请问教务。'}
    </p>
  );
}

function Declaring({ why, ways }: { why: string; ways: readonly DeclaredWay[] }) {
  const named = ways.length > MOST_NAMED ? [] : ways;
  return (
    <>
      <p className="quiet">{why}做过又没有记上的，可以自己申报，审核通过后计入。</p>
      <ul className="link-list">
        {named.map(({ key, name }) => (
          <li key={key}>
            <a href={`/me/declarations/new?kind=${key}`}>申报{name}</a>
          </li>
        ))}
        {named.length === 0 ? (
          <li>
            <a href="/me/declarations/new">看可以申报哪几种</a>
          </li>
        ) : null}
      </ul>
    </>
  );
}
