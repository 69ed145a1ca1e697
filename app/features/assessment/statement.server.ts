import { courseTitles } from '#app/features/catalogue/titles.server.ts';
import {
  type HeldPost,
  type LedgerLine,
  ledgerLines,
  postsOfMany,
} from '#app/features/credits/records.server.ts';
import { lastDayOf, policiesOfYear, standingIn } from '#app/features/credits/standing.server.ts';
import { appraisalsOfPerson } from '#app/features/evaluation/appraisal-summary.server.ts';
import type { Db } from '#db/database.ts';

/** What a person's sheets are made of; one reading serves the statement and the rules for leading a project. */
export interface PersonRecord {
  personId: string;
  name: string;
  /** Held on the last day of the year or of the one before. */
  posts: HeldPost[];
  lines: LedgerLine[];
}

const MOST_ENTRIES = 500;

/** Reads it for a year, and for the year of another day (`also`); null when there is no such person. Two statements. */
export async function personRecord(
  db: Db,
  { personId, year, today, also }: { personId: string; year: number; today: string; also?: string },
): Promise<PersonRecord | null> {
  const days = [lastDayOf(year, today), ...(also ? [also] : [])].sort();
  const years = [...new Set(days.flatMap((day) => [Number(day.slice(0, 4)) - 1, Number(day.slice(0, 4))]))];
  const span = { from: `${Math.min(...years)}-12-31`, to: days.at(-1) ?? today, years };
  const [people, lines] = await Promise.all([postsOfMany(db, [personId], span), ledgerLines(db, [personId])]);
  const person = people.get(personId);
  return person ? { personId, ...person, lines: lines.get(personId) ?? [] } : null;
}

/**
 * The year of one person as the statement shows it, with what they were on a day of it (`onDay`, its last one when left out). Not
 * frozen: the year is open. Two statements.
 */
export async function yearStatement(
  db: Db,
  {
    record,
    year,
    today,
    onDay = today,
    now,
  }: { record: PersonRecord; year: number; today: string; onDay?: string; now: Date },
) {
  const { personId, name } = record;
  const standing = standingIn(year, await policiesOfYear(db, { year, today }), record);
  const codes = standing.standings.flatMap(({ requiredCourses }) =>
    requiredCourses.flatMap(({ code, alternatives }) => [code, ...alternatives]),
  );
  const [titles, appraisals] = await Promise.all([
    courseTitles(db, codes),
    appraisalsOfPerson(db, { personId, year, now }),
  ]);
  return {
    personId,
    name,
    year,
    today,
    onDay,
    standing,
    appraisals,
    posts: postsOn(record, onDay).map(({ position, unitName, validFrom }) => ({
      position,
      unitName,
      validFrom,
    })),
    entries: entriesOf(record, year),
    courseTitles: Object.fromEntries(titles),
  };
}

function postsOn({ posts }: PersonRecord, day: string): HeldPost[] {
  return posts.filter(({ validFrom, validTo }) => validFrom <= day && (validTo ?? day) >= day);
}

/** The lines of a year by the day on which they were earned, newest first. */
function entriesOf({ lines }: PersonRecord, year: number) {
  const newestFirst = (one: LedgerLine, other: LedgerLine) => (orderOf(one) < orderOf(other) ? 1 : -1);
  return lines
    .filter(({ occurredOn }) => occurredOn.startsWith(`${year}-`))
    .sort(newestFirst)
    .slice(0, MOST_ENTRIES)
    .map(({ id, title, category, amount, occurredOn, kind, reversed, reason }) => ({
      id,
      title,
      category,
      amount,
      occurredOn,
      kind,
      reversed,
      reason,
    }));
}

const orderOf = ({ occurredOn, postedAt, id }: LedgerLine): string => `${occurredOn} ${postedAt} ${id}`;

export type YearStatement = Awaited<ReturnType<typeof yearStatement>>;
