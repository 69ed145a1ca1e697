import { expressionBuilder } from 'kysely';
import { rulesIfAny } from '#app/features/credits/policies.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Database, Db } from '#db/database.ts';
import { notOver } from './named-sections.server.ts';
import { type SectionEntry, sectionEntries, selectionWindowOf } from './selection-window.rules.ts';
import type { TermWindow, WindowKind } from './terms.server.ts';

/** What can be chosen now, as every list of courses wants to know it. */
export interface OpenNow {
  /** The courses of which a section can be chosen. */
  courseIds: ReadonlySet<string>;
  /** How many sections of each school can be chosen. */
  bySchool: ReadonlyMap<School, number>;
  /** Until when the first of their windows lasts; null when nothing can be chosen. */
  until: string | null;
  /** The windows that are open or to come, by term. */
  windows: ReadonlyMap<string, readonly TermWindow[]>;
}

const MEMO_MS = 2_000;
const MOST_COURSES = 50_000;
const kept = new WeakMap<Db, { at: number; open: OpenNow }>();

/**
 * What can be chosen now, read at most every two seconds; the same object comes back until then. Nothing without published
 * credit rules, as nobody can enrol then. Two statements.
 */
export async function openNow(db: Db, now: Date): Promise<OpenNow> {
  const known = kept.get(db);
  const age = known ? now.getTime() - known.at : -1;
  if (known && age >= 0 && age < MEMO_MS) return known.open;
  const hasRules = (await rulesIfAny(db, dayOf(now))) !== null;
  const windows: OpenNow['windows'] = hasRules ? await currentWindows(db, now) : new Map();
  const entries = openEntries(windows, now);
  const rows = entries.length === 0 ? [] : await openRows(db, entries, now);
  const bySchool = new Map<School, number>();
  for (const { school, sections } of rows)
    bySchool.set(school as School, (bySchool.get(school as School) ?? 0) + Number(sections));
  const open = {
    windows,
    bySchool,
    courseIds: new Set(rows.map(({ course_id }) => course_id)),
    until: firstEnd(windows, rows, now),
  };
  kept.set(db, { at: now.getTime(), open });
  return open;
}

function firstEnd(
  windows: OpenNow['windows'],
  rows: readonly { term_id: string; entry: string }[],
  now: Date,
): string | null {
  const ends = rows.flatMap(({ term_id, entry }) => {
    const window = selectionWindowOf(windows.get(term_id) ?? [], now, entry as SectionEntry);
    return window.state === 'open' ? [window.until] : [];
  });
  return ends.sort()[0] ?? null;
}

function openRows(db: Db, entries: readonly OpenEntry[], now: Date) {
  return db
    .selectFrom('section')
    .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
    .select(({ fn }) => [
      'section.term_id',
      'section.school',
      'section.course_id',
      'section.entry',
      fn.countAll<number>().as('sections'),
    ])
    .where('section.term_id', 'in', [...new Set(entries.map(({ termId }) => termId))])
    .where(openBy(entries))
    .where('opened_at', 'is not', null)
    .where('section_closure.section_id', 'is', null)
    .where(notOver(now))
    .groupBy(['section.term_id', 'section.school', 'section.course_id', 'section.entry'])
    .limit(MOST_COURSES)
    .execute();
}

/** The selection windows that are open or to come: a handful, of one or two terms. */
export async function currentWindows(db: Db, now: Date): Promise<Map<string, TermWindow[]>> {
  const rows = await db
    .selectFrom('term_window')
    .selectAll()
    .where('kind', 'in', ['preselect', 'selection', 'add-drop'])
    .where('closes_at', '>', now.toISOString())
    .limit(100)
    .execute();
  const byTerm = new Map<string, TermWindow[]>();
  for (const row of rows) {
    const window = {
      termId: row.term_id,
      kind: row.kind as WindowKind,
      opensAt: row.opens_at,
      closesAt: row.closes_at,
    };
    byTerm.set(row.term_id, [...(byTerm.get(row.term_id) ?? []), window]);
  }
  return byTerm;
}

/** A term and an entry whose sections can be chosen at once now. */
export interface OpenEntry {
  termId: string;
  entry: SectionEntry;
}

/** Which sections can be chosen now, by term and entry. */
export function openEntries(windows: ReadonlyMap<string, readonly TermWindow[]>, now: Date): OpenEntry[] {
  return [...windows].flatMap(([termId, own]) =>
    sectionEntries
      .filter((entry) => selectionWindowOf(own, now, entry).state === 'open')
      .map((entry) => ({ termId, entry })),
  );
}

/** The same for a `where`; there is at least one. A section whose seats a draw still gives is not among them. */
export function openBy(entries: readonly OpenEntry[]) {
  const eb = expressionBuilder<Database, 'section'>();
  return eb.and([
    eb('section.undrawn', '=', 0),
    eb.or(
      entries.map(({ termId, entry }) =>
        eb.and([eb('section.term_id', '=', termId), eb('section.entry', '=', entry)]),
      ),
    ),
  ]);
}
