import { courseTitles } from '#app/features/catalogue/titles.server.ts';
import { policyInForce } from '#app/features/credits/policies.server.ts';
import {
  type HeldPost,
  type LedgerLine,
  ledgerLines,
  postsOfMany,
} from '#app/features/credits/records.server.ts';
import { lastDayOf, policiesOfYear, standingIn } from '#app/features/credits/standing.server.ts';
import { appraisalsOfPerson } from '#app/features/evaluation/appraisal-summary.server.ts';
import { dayOf } from '#app/lib/time.ts';

import type { Db } from '#db/database.ts';
import { type CheckedRule, checkLeadership } from './leadership.rules.ts';
import { leadershipPolicy } from './leadership.schema.ts';
import type { SheetView } from './sheet-view.ts';

/** What a person's sheets are made of; one reading serves the statement and the rules for leading a project. */
export interface PersonRecord {
  personId: string;
  name: string;
  /** Held on the last day of the year or of the one before. */
  posts: HeldPost[];
  lines: LedgerLine[];
}

const MOST_ENTRIES = 500;
const MOST_COMPLETIONS = 1_000;

/** Reads it for a year; null when there is no such person. Two statements. */
export async function personRecord(
  db: Db,
  { personId, year, today }: { personId: string; year: number; today: string },
): Promise<PersonRecord | null> {
  const span = { from: `${year - 1}-12-31`, to: lastDayOf(year, today), years: [year - 1, year] };
  const [people, lines] = await Promise.all([postsOfMany(db, [personId], span), ledgerLines(db, [personId])]);
  const person = people.get(personId);
  return person ? { personId, ...person, lines: lines.get(personId) ?? [] } : null;
}

/** The year of one person as the statement shows it. Not frozen: the year is open. Two statements. */
export async function yearStatement(
  db: Db,
  { record, year, today, now }: { record: PersonRecord; year: number; today: string; now: Date },
): Promise<SheetView> {
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
    schemesVersion: standing.schemesVersion,
    status: standing.status,
    standings: standing.standings,
    appraisals,
    posts: postsOn(record, today).map(({ position, unitName, validFrom }) => ({
      position,
      unitName,
      validFrom,
    })),
    entries: entriesOf(record, year),
    courseTitles: Object.fromEntries(titles),
    frozen: null,
    late: [],
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

/** Each rule for leading a project, for a person on a day; null when the academy has published no such policy. One statement. */
export async function leadershipCheck(
  db: Db,
  { record, day }: { record: PersonRecord; day: string },
): Promise<{ statement: string; title: string; version: string; rules: CheckedRule[] } | null> {
  const stored = await policyInForce(db, 'leadership', day);
  if (!stored) return null;
  const policy = leadershipPolicy.parse(stored.content);
  const year = Number(day.slice(0, 4));
  const [current, last, completions] = await Promise.all([
    policiesOfYear(db, { year, today: day }),
    policiesOfYear(db, { year: year - 1, today: day }),
    completedCourses(db, record.personId),
  ]);
  const rules = checkLeadership(policy, {
    schemes: standingIn(year, current, record).standings.filter(({ required }) => required > 0),
    lastYearMet: standingIn(year - 1, last, record).status === 'met',
    completions,
    day,
  });
  return { statement: policy.statement, title: policy.title, version: policy.version, rules };
}

async function completedCourses(db: Db, personId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('completion')
    .innerJoin('course', 'course.id', 'completion.course_id')
    .select(['course.code', 'completed_at'])
    .where('person_id', '=', personId)
    .orderBy('completed_at')
    .limit(MOST_COMPLETIONS)
    .execute();
  return new Map(rows.map(({ code, completed_at }) => [code, dayOf(completed_at)]));
}
