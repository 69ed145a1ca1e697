import { courseTitles } from '#app/features/catalogue/titles.server.ts';
import { rulesIfAny } from '#app/features/credits/policies.server.ts';
import { type AwardLine, planAward } from '#app/features/credits/rules.rules.ts';
import type { CreditRules } from '#app/features/credits/rules.schema.ts';
import { type SectionFacts, sectionFacts } from '#app/features/selection/section-facts.server.ts';
import { whenWords } from '#app/features/timetable/meeting-words.rules.ts';
import {
  namedOf,
  namedSections,
  notOver,
  teachingOf,
} from '#app/features/timetable/named-sections.server.ts';
import { currentWindows, openBy, openEntries } from '#app/features/timetable/selection-windows.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';

/** A section that can be chosen, with what decides who may take it and what it pays. */
export interface OpenForFilling {
  id: string;
  courseCode: string;
  courseTitle: string;
  title: string;
  when: string;
  endsOn: string;
  lines: AwardLine[];
  /** How many wait in line. */
  waiting: number;
  facts: SectionFacts;
}

const KEPT_MS = 60_000;
const MOST_SECTIONS = 500;

export interface Offered {
  sections: OpenForFilling[];
  /** Of the courses that somebody must finish, also of those that nobody can choose now. */
  titles: ReadonlyMap<string, string>;
}

interface Kept {
  at: number;
  codes: string;
  offered: Promise<Offered>;
}

const kept = new WeakMap<Db, Kept>();

/**
 * The sections that can be chosen now, those with seats first and of them the next to begin, and what the courses of `codes` are called; the same for everybody, read
 * at most once a minute. Whoever opens a section sees how it is by then: full, or closed. Four statements.
 */
export async function openForFilling(
  db: Db,
  { codes, now }: { codes: readonly string[]; now: Date },
): Promise<Offered> {
  const known = kept.get(db);
  const age = known ? now.getTime() - known.at : -1;
  if (known && age >= 0 && age < KEPT_MS && known.codes === codes.join()) return known.offered;
  const offered = read(db, codes, now);
  kept.set(db, { at: now.getTime(), codes: codes.join(), offered });
  offered.catch(() => kept.delete(db));
  return offered;
}

async function read(db: Db, codes: readonly string[], now: Date): Promise<Offered> {
  const [sections, titles] = [await openNow(db, now), await courseTitles(db, codes)];
  return { sections, titles };
}

async function openNow(db: Db, now: Date): Promise<OpenForFilling[]> {
  const rules = (await rulesIfAny(db, dayOf(now)))?.rules;
  if (!rules) return [];
  const entries = openEntries(await currentWindows(db, now), now);
  if (entries.length === 0) return [];
  const rows = await namedSections(db)
    .select(['section.hours_face', 'section.hours_recorded', 'course.required'])
    .select(({ selectFrom }) =>
      selectFrom('waitlist_entry')
        .select(({ fn }) => fn.countAll<number>().as('waiting'))
        .whereRef('waitlist_entry.section_id', '=', 'section.id')
        .where('waitlist_entry.active', '=', 1)
        .as('waiting'),
    )
    .where('section.term_id', 'in', [...new Set(entries.map(({ termId }) => termId))])
    .where(openBy(entries))
    .where('section.opened_at', 'is not', null)
    .where('section_closure.section_id', 'is', null)
    .where(notOver(now))
    .orderBy('section.starts_on')
    .orderBy('section.code')
    .limit(MOST_SECTIONS)
    .execute();
  const facts = await sectionFacts(
    db,
    rows.map(({ id }) => id),
    now,
  );
  const sections = rows.flatMap((row) => {
    const own = facts.get(row.id);
    return own ? [asOpen(row, own, rules)] : [];
  });
  // A full section is proposed only where there is no other.
  return [...sections.filter(({ facts: { free } }) => free > 0), ...sections.filter(isFull)];
}

const isFull = ({ facts: { free } }: OpenForFilling): boolean => free === 0;

type Row = Parameters<typeof namedOf>[0] & Parameters<typeof teachingOf>[0] & { waiting: number | null };

function asOpen(row: Row, facts: SectionFacts, rules: CreditRules): OpenForFilling {
  const { id, title, courseCode, courseTitle, endsOn } = namedOf(row);
  const starts = facts.meetings.map(({ startsAt }) => startsAt);
  const when = whenWords({ count: starts.length, starts }, endsOn);
  const lines = planAward(rules, teachingOf(row));
  const waiting = Number(row.waiting ?? 0);
  return { id, courseCode, courseTitle, title, when, endsOn, lines, waiting, facts };
}
