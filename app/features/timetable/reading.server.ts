import { rulesIfAny } from '#app/features/credits/policies.server.ts';
import type { CreditRules } from '#app/features/credits/rules.schema.ts';
import { worthNow } from '#app/features/credits/worth.rules.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Position, SectionKind } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { readyStatement } from '#db/ready-statement.server.ts';
import { whenWords } from './meeting-words.rules.ts';
import { namedOf, namedSections, notOverAt, teachingOf } from './named-sections.server.ts';
import type { OfferedSection } from './offered-section.ts';
import { ruleLabels, ruleLabelsIn } from './rule-labels.server.ts';
import { type SectionEntry, selectionWindowOf } from './selection-window.rules.ts';
import { currentWindows, type OpenNow, openBy, openEntries } from './selection-windows.server.ts';
import type { TermWindow } from './terms.server.ts';

export { type CardSection, cardSections } from './card-sections.server.ts';
export type { OfferedSection } from './offered-section.ts';
export { type OpenNow, openNow } from './selection-windows.server.ts';

const MOST_SECTIONS = 200;

/**
 * Sections that can be chosen now, the next to begin first; only of `courseIds` when given. Two statements, one with `windows`
 * in hand.
 */
export async function openSections(
  db: Db,
  {
    now,
    windows,
    courseIds,
    limit = 20,
  }: { now: Date; windows?: OpenNow['windows']; courseIds?: readonly string[]; limit?: number },
): Promise<OfferedSection[]> {
  const entries = openEntries(windows ?? (await currentWindows(db, now)), now);
  if (entries.length === 0 || courseIds?.length === 0) return [];
  const rows = await offeredRows(db, { day: dayOf(now), at: now.toISOString() })
    .where('section.term_id', 'in', [...new Set(entries.map(({ termId }) => termId))])
    .where(openBy(entries))
    .$if(courseIds !== undefined, (query) => query.where('section.course_id', 'in', courseIds ?? []))
    .orderBy('section.starts_on')
    .orderBy('section.code')
    .limit(Math.min(limit, MOST_SECTIONS))
    .execute();
  return asOffered(db, rows, now);
}

/** The sections of some courses that are still to come or running, the next to begin first. One statement, and one for the credit rules every ten seconds. */
export async function sectionsOfCourses(
  db: Db,
  { courseIds, now }: { courseIds: readonly string[]; now: Date },
): Promise<OfferedSection[]> {
  if (courseIds.length === 0) return [];
  const { rows } = await rowsOfCourses(db, { courseIds, day: dayOf(now), at: now.toISOString() });
  return asOffered(db, rows, now);
}

const rowsOfCourses = readyStatement<{ courseIds: readonly string[]; day: string; at: string }>()(
  (db, place) =>
    offeredRows(db, { day: place('day'), at: place('at') })
      .where('section.course_id', 'in', place('courseIds'))
      .orderBy('section.starts_on')
      .orderBy('section.code')
      .limit(MOST_SECTIONS),
);

/** The sections of one course that are still to come or running: first those that can be chosen now. One statement, and now and then one for the credit rules. */
export async function sectionsOfCourse(db: Db, courseId: string, now: Date): Promise<OfferedSection[]> {
  const sections = await sectionsOfCourses(db, { courseIds: [courseId], now });
  const rank = { open: 0, applying: 1, drawing: 2, coming: 3, over: 4 };
  return sections.sort((a, b) => rank[a.window.state] - rank[b.window.state]);
}

function offeredRows(db: Db, moment: { day: string; at: string }) {
  return namedSections(db)
    .leftJoin('term_window as applying', (join) =>
      join.onRef('applying.term_id', '=', 'section.term_id').on('applying.kind', '=', 'preselect'),
    )
    .leftJoin('term_window as choosing', (join) =>
      join.onRef('choosing.term_id', '=', 'section.term_id').on('choosing.kind', '=', 'selection'),
    )
    .leftJoin('term_window as changing', (join) =>
      join.onRef('changing.term_id', '=', 'section.term_id').on('changing.kind', '=', 'add-drop'),
    )
    .select([
      'section.term_id',
      'section.course_id',
      'course.module',
      'course.required',
      'section.hours_face',
      'section.hours_recorded',
      'section.kind',
      'teacher.slug as teacherSlug',
      'section.note',
      'section.entry',
      'section.undrawn',
      'applying.opens_at as applyingFrom',
      'applying.closes_at as applyingUntil',
      'choosing.opens_at as choosingFrom',
      'choosing.closes_at as choosingUntil',
      'changing.opens_at as changingFrom',
      'changing.closes_at as changingUntil',
    ])
    .select(ruleLabels)
    .select(({ selectFrom }) => [
      selectFrom('section_audience')
        .select(({ fn }) => fn<string>('group_concat', ['position']).as('positions'))
        .whereRef('section_audience.section_id', '=', 'section.id')
        .as('positions'),
      selectFrom('meeting')
        .leftJoin('venue', 'venue.id', 'meeting.venue_id')
        .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'meeting.id')
        .select(({ fn, val }) =>
          fn<string>('group_concat', [
            fn('concat', [
              'starts_at',
              val(APART),
              fn.coalesce('meeting.venue_id', val('')),
              val(APART),
              fn.coalesce('venue.name', val('')),
              val(END),
            ]),
          ]).as('meetings'),
        )
        .whereRef('meeting.section_id', '=', 'section.id')
        .where('meeting_cancellation.meeting_id', 'is', null)
        .as('meetings'),
    ])
    .where('section.opened_at', 'is not', null)
    .where('section_closure.section_id', 'is', null)
    .where(notOverAt(moment));
}

/** Between the parts of a meeting, and behind it: no name of a venue has them. */
const [APART, END] = ['\t', '\n'];

/** A section's meetings from what one value of its row tells of them: begin, venue's id and name of each. */
function spanIn(meetings: string | null) {
  const each = (meetings ?? '')
    .split(`${END},`)
    .flatMap((line) => (line ? [line.trimEnd().split(APART)] : []));
  const venues = new Map(each.flatMap(([, id, name]) => (id && name ? [[id, name] as const] : [])));
  return {
    count: each.length,
    starts: each.map(([start = '']) => start).sort(),
    venueName: [...venues.values()].sort()[0] ?? null,
    venueCount: venues.size,
  };
}

type OfferedRow = Awaited<ReturnType<ReturnType<typeof offeredRows>['execute']>>[number];

async function asOffered(db: Db, rows: readonly OfferedRow[], now: Date): Promise<OfferedSection[]> {
  if (rows.length === 0) return [];
  const rules = (await rulesIfAny(db, dayOf(now)))?.rules ?? null;
  return rows.map((row) => offeredOf(row, rules, now));
}

function offeredOf(row: OfferedRow, rules: CreditRules | null, now: Date): OfferedSection {
  const span = spanIn(row.meetings);
  return {
    ...namedOf(row),
    courseId: row.course_id,
    module: row.module,
    worth: worthNow(rules, teachingOf(row)),
    kind: row.kind as SectionKind,
    entry: row.entry as SectionEntry,
    teacherSlug: row.teacherSlug,
    note: row.note,
    audience: (row.positions ? row.positions.split(',') : []) as Position[],
    eligibility: eligibilityIn(row.eligibility, dayOf(now)),
    window: selectionWindowOf(windowsIn(row), now, row.entry as SectionEntry, row.undrawn === 1),
    when: whenWords(span, row.ends_on),
    ...span,
  };
}

/** Communities first: several mean any of them. */
function eligibilityIn(rules: string | null, day: string): string[] {
  const all = ruleLabelsIn(rules, day);
  const labels = (of: string) => all.flatMap(({ kind, label }) => (kind === of && label ? [label] : []));
  const communities = labels('community').sort().join('或');
  return [...(communities ? [communities] : []), ...labels('age-from')];
}

function windowsIn(row: OfferedRow): TermWindow[] {
  const spans = [
    { kind: 'preselect', opensAt: row.applyingFrom, closesAt: row.applyingUntil },
    { kind: 'selection', opensAt: row.choosingFrom, closesAt: row.choosingUntil },
    { kind: 'add-drop', opensAt: row.changingFrom, closesAt: row.changingUntil },
  ] as const;
  return spans.flatMap(({ kind, opensAt, closesAt }) =>
    opensAt !== null && closesAt !== null ? [{ termId: row.term_id, kind, opensAt, closesAt }] : [],
  );
}
