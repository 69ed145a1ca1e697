import { searchLibrary } from '#app/features/catalogue/library.server.ts';
import { rulesIfAny } from '#app/features/credits/policies.server.ts';
import { refusalAtDesk } from '#app/features/selection/enrolment.server.ts';
import { type DeskFacts, deskFacts } from '#app/features/selection/facts.server.ts';
import { type RefusalWords, refusalWords } from '#app/features/selection/refusal-words.rules.ts';
import { whenWords } from '#app/features/timetable/meeting-words.rules.ts';
import {
  type NamedSection,
  namedOf,
  namedSections,
  notOver,
} from '#app/features/timetable/named-sections.server.ts';
import { isId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import type { AssistedPerson } from './people.server.ts';
import { aboutPerson } from './words.rules.ts';

/** A section as a liaison sees it for somebody: whether that person may take it, by the checks that the person would meet. */
export interface ChoiceFor {
  id: string;
  courseCode: string;
  courseTitle: string;
  title: string;
  termName: string;
  teacherName: string | null;
  /** `周三晚上 7:00 起，共 6 次` */
  when: string;
  capacity: number;
  taken: number;
  /** The person is in it, or in its line. */
  standing: 'enrolled' | 'waiting' | null;
  /** Why the person may not take it, by name; null when they may, or may wait. */
  refusal: RefusalWords | null;
}

const MOST_CHOICES = 30;
const everyCourse = { filters: {}, order: 'default', skip: 0, limit: 40 } as const;
const nothingSpecial: ReadonlySet<string> = new Set();

/**
 * Sections of terms in which people choose now, the next to begin first, of the courses that `q` finds when there is one; at most
 * thirty. Four statements: one more for a search, two more where a section asks in which community somebody lives.
 */
export async function choicesFor(
  db: Db,
  { person, q, now }: { person: AssistedPerson; q: string; now: Date },
): Promise<{ choices: ChoiceFor[]; more: boolean }> {
  const found = await openSectionsCalled(db, { q, now });
  const shown = found.slice(0, MOST_CHOICES);
  const desk = await checked(db, { person, sectionIds: shown.map(({ id }) => id), now });
  return {
    choices: shown.flatMap((named) => choiceOf(named, desk.get(named.id), person)),
    more: found.length > MOST_CHOICES,
  };
}

/** One section for somebody; null when there is none. Four statements, and up to four more as above. */
export async function choiceFor(
  db: Db,
  { person, sectionId, now }: { person: AssistedPerson; sectionId: string; now: Date },
): Promise<ChoiceFor | null> {
  if (!isId(sectionId)) return null;
  const row = await namedSections(db).where('section.id', '=', sectionId).executeTakeFirst();
  if (!row) return null;
  const desk = await checked(db, { person, sectionIds: [sectionId], now });
  return choiceOf(namedOf(row), desk.get(sectionId), person)[0] ?? null;
}

/** The sections that can be chosen now, the next to begin first; of the courses that a search finds where there is one. */
async function openSectionsCalled(db: Db, { q, now }: { q: string; now: Date }): Promise<NamedSection[]> {
  const courses = q ? (await searchLibrary(db, { ...everyCourse, q }, nothingSpecial)).courses : null;
  if (courses?.length === 0) return [];
  const at = now.toISOString();
  const rows = await namedSections(db)
    .where('section.term_id', 'in', (eb) =>
      eb
        .selectFrom('term_window')
        .select('term_window.term_id')
        .where('term_window.kind', 'in', ['selection', 'add-drop'])
        .where('opens_at', '<=', at)
        .where('closes_at', '>', at),
    )
    .$if(courses !== null, (query) =>
      query.where('section.course_id', 'in', courses?.map(({ id }) => id) ?? []),
    )
    .where('section.opened_at', 'is not', null)
    .where('section_closure.section_id', 'is', null)
    .where(notOver(now))
    .orderBy('section.starts_on')
    .orderBy('section.code')
    .limit(MOST_CHOICES + 1)
    .execute();
  return rows.map(namedOf);
}

async function checked(
  db: Db,
  { person, sectionIds, now }: { person: AssistedPerson; sectionIds: readonly string[]; now: Date },
) {
  const hasRules = (await rulesIfAny(db, dayOf(now))) !== null;
  return deskFacts(db, { personId: person.id, sectionIds, hasRules, known: person.known, now });
}

function choiceOf(named: NamedSection, desk: DeskFacts | undefined, { name }: AssistedPerson): ChoiceFor[] {
  if (!desk) return [];
  const { section, facts, waiting } = desk;
  const starts = facts.meetings.map(({ startsAt }) => startsAt);
  const enrolled = facts.takenSections.some(({ sectionId }) => sectionId === named.id);
  const refusal = refusalAtDesk(desk);
  return [
    {
      id: named.id,
      courseCode: named.courseCode,
      courseTitle: named.courseTitle,
      title: named.title,
      termName: named.termName,
      teacherName: named.teacherName,
      when: whenWords({ count: starts.length, starts }, section.endsOn),
      capacity: section.capacity,
      taken: section.taken,
      standing: enrolled ? 'enrolled' : waiting ? 'waiting' : null,
      refusal: refusal ? aboutPerson(refusalWords(refusal, named.courseTitle), name) : null,
    },
  ];
}
