import { engagedTeachers } from '#app/features/teachers/library.server.ts';
import { type NewSectionForm, newSectionForm } from '#app/features/timetable/new-section.schema.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Mode } from '#app/lib/vocabulary.ts';
import type { Db, Trx } from '#db/database.ts';
import { keepersOfImports } from './keepers.ts';
import type { ImportKind, Judged, Judging, Line, RowState } from './kinds.ts';
import { keyOf } from './row-keys.server.ts';
import { type SectionChoices, type SectionRow, sectionRowOf } from './section-rows.rules.ts';
import { sectionsShape } from './section-shape.rules.ts';

/** How a section is planned from the form: with the checks of several rooms, so it is handed in. */
export type PlanSection = (
  trx: Trx,
  plan: { actor: Actor; form: NewSectionForm; now: Date },
) => Promise<{ ok: true } | { ok: false; problems: readonly { message: string }[] }>;

/** Sections of a term, planned one by one as on the page; looking at them is planning them and taking that back, so that rows that clash are seen. */
export const sectionsKind = (plan: PlanSection): ImportKind => ({
  shape: sectionsShape,
  roles: keepersOfImports,
  atOnce: sectionsShape.mostRows,
  rehearses: true,
  judge: judgeSections,
  async apply(trx, { deed }, { actor, now }) {
    if (!deed) return { ok: true };
    const planned = await plan(trx, { actor, form: deed as NewSectionForm, now });
    return planned.ok
      ? planned
      : { ok: false, words: planned.problems.map(({ message }) => message).join('') };
  },
});

async function judgeSections(db: Db, lines: readonly Line[], judging: Judging): Promise<Judged[]> {
  const choices = await choicesOf(db);
  const rows = lines.map((line) => sectionRowOf(line, choices));
  const there = await sectionsThere(db, rows);
  const things = rows.map(({ course, termId, title }) =>
    course && termId ? keyOf(course.id, termId, title) : null,
  );
  await judging.earlier.about(things.flatMap((thing) => thing ?? []));
  return rows.map((row, index): Judged => {
    const thing = things[index] ?? null;
    const verdict = verdictOn(row, { thing, there, judging });
    const keys = thing && verdict.state !== 'refused' ? { thing, whole: thing, facts: {} } : null;
    if (keys) judging.earlier.note(row.number, keys);
    const label = row.course?.title ?? (row.courseWords || '没有写课程的');
    return {
      number: row.number,
      ...verdict,
      group: { key: row.course?.id ?? `t:${keyOf(label)}`, label: label.slice(0, 100) },
      keys,
    };
  });
}

type Verdict = { state: RowState; words: string; deed: NewSectionForm | null };

function verdictOn(
  row: SectionRow,
  { thing, there, judging }: { thing: string | null; there: ReadonlySet<string>; judging: Judging },
): Verdict {
  const refused = (words: string): Verdict => ({ state: 'refused', words, deed: null });
  if (row.problems.length > 0) return refused(row.problems.join(''));
  if (thing && there.has(thing)) return { state: 'same', words: '这个班已经排好了，不动它。', deed: null };
  const again = thing ? judging.earlier.first(thing) : null;
  if (again) return { state: 'same', words: `和第 ${again.number} 行是同一个班，只排一次。`, deed: null };
  const form = newSectionForm.safeParse(row.fields);
  if (!form.success) return refused([...new Set(form.error.issues.map(({ message }) => message))].join(''));
  const words = `会排《${row.course?.title ?? ''}》的班“${form.data.title}”，${form.data.meetings > 0 ? `${form.data.meetings} 次课，` : ''}名额 ${form.data.capacity}。排好以后还要到班级的页里开班。`;
  return { state: 'new', words, deed: form.data };
}

const MOST_COURSES = 2_000;

async function choicesOf(db: Db): Promise<SectionChoices> {
  const courses = await db
    .selectFrom('course')
    .select(['id', 'code', 'title', 'mode'])
    .where('state', '=', 'in-use')
    .orderBy('code')
    .limit(MOST_COURSES)
    .execute();
  const terms = await db
    .selectFrom('term')
    .select(['id', 'code', 'name'])
    .orderBy('starts_on', 'desc')
    .limit(20)
    .execute();
  const venues = await db.selectFrom('venue').select(['id', 'name']).orderBy('name').limit(1_000).execute();
  return {
    courses: courses.map(({ mode, ...course }) => ({ ...course, mode: mode as Mode })),
    ...{ terms, venues, teachers: await engagedTeachers(db) },
  };
}

/** The keys of those that are planned already. */
async function sectionsThere(db: Db, rows: readonly SectionRow[]): Promise<Set<string>> {
  const [courseIds, termIds] = [
    rows.flatMap(({ course }) => course?.id ?? []),
    rows.flatMap(({ termId }) => termId || []),
  ];
  if (courseIds.length === 0 || termIds.length === 0) return new Set();
  const found = await db
    .selectFrom('section')
    .select(['course_id', 'term_id', 'title'])
    .where('term_id', 'in', [...new Set(termIds)])
    .where('course_id', 'in', [...new Set(courseIds)])
    .execute();
  return new Set(found.map((row) => keyOf(row.course_id, row.term_id, row.title)));
}
