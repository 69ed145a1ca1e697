import { knownTitles } from '#app/features/catalogue/titles.server.ts';
import { accountingYear, type Days } from '#app/features/credits/cycle.rules.ts';
import { exemptionsAt } from '#app/features/credits/exemption-approval.rules.ts';
import { exemptionApprovals } from '#app/features/credits/exemption-approvals.server.ts';
import { promotedFrom } from '#app/features/credits/promotion.rules.ts';
import {
  type HeldPost,
  type LedgerLine,
  ledgerLines,
  postsOfMany,
} from '#app/features/credits/records.server.ts';
import { lastDayOf, policiesOfYear, standingIn } from '#app/features/credits/standing.server.ts';
import { appraisalsOfMany } from '#app/features/evaluation/appraisal-summary.server.ts';
import type { Db } from '#db/database.ts';
import { besideFigures } from './sheet-notes.rules.ts';

/** What a person's sheets are made of; one reading serves the statement and the rules for leading a project. */
export interface PersonRecord {
  personId: string;
  name: string;
  /** Held since the last day of the year before, and in the years in which a promotion is looked back at. */
  posts: HeldPost[];
  lines: LedgerLine[];
}

const MOST_ENTRIES = 500;

interface RecordAsked {
  year: number;
  today: string;
  /** Another day whose year is wanted as well. */
  also?: string;
}

/** Reads it for a year, and for the year of another day; null when there is no such person. Two statements. */
export async function personRecord(
  db: Db,
  { personId, ...asked }: RecordAsked & { personId: string },
): Promise<PersonRecord | null> {
  return (await personRecords(db, { personIds: [personId], ...asked }))[0] ?? null;
}

/** The same of some people, in their order; whoever is not there is left out. */
export async function personRecords(
  db: Db,
  { personIds, year, today, also }: RecordAsked & { personIds: readonly string[] },
): Promise<PersonRecord[]> {
  const days = [lastDayOf(year, today), ...(also ? [also] : [])].sort();
  const near = [year, ...days.map((day) => Number(day.slice(0, 4)))];
  const years = [...new Set(near.flatMap((one) => [one - 1, one]))];
  const [first, recent] = [`${Math.min(...years)}-12-31`, promotedFrom(days[0] ?? today)];
  const span = { from: first < recent ? first : recent, to: days.at(-1) ?? today, years };
  const [people, lines] = await Promise.all([postsOfMany(db, personIds, span), ledgerLines(db, personIds)]);
  return personIds.flatMap((personId) => {
    const person = people.get(personId);
    return person ? [{ personId, ...person, lines: lines.get(personId) ?? [] }] : [];
  });
}

interface YearAsked {
  year: number;
  today: string;
  /** The day of which the posts are shown; the last one when left out. */
  onDay?: string;
  now: Date;
}

/**
 * The year of one person as the statement shows it, with what they were on a day of it. Not frozen: the year is open. Two statements.
 */
export async function yearStatement(db: Db, { record, ...asked }: YearAsked & { record: PersonRecord }) {
  const [statement] = await yearStatements(db, { records: [record], ...asked });
  if (!statement) throw new Error('A record makes a statement.');
  return statement;
}

/** The same of some people, in their order, with as many statements as of one, and one where somebody is exempt. */
export async function yearStatements(
  db: Db,
  { records, year, today, onDay = today, now }: YearAsked & { records: readonly PersonRecord[] },
) {
  const policies = await policiesOfYear(db, { year, today });
  const days = accountingYear(policies?.rules ?? {}, year);
  const standings = records.map((record) => standingIn(year, policies, record));
  const codes = standings.flatMap((standing) =>
    standing.standings.flatMap(({ requiredCourses }) =>
      requiredCourses.flatMap(({ code, alternatives }) => [code, ...alternatives]),
    ),
  );
  const [titles, appraisals, approvals] = await Promise.all([
    knownTitles(db, codes),
    appraisalsOfMany(db, { personIds: records.map(({ personId }) => personId), year, now }),
    exemptionApprovals(db, {
      personIds: records.filter(isExempt(year)).map(({ personId }) => personId),
      year,
    }),
  ]);
  const beside = besideFigures(policies?.schemes ?? null);
  return records.map((record, at) => ({
    personId: record.personId,
    name: record.name,
    year,
    today,
    onDay,
    standing: standings[at] ?? standingIn(year, policies, record),
    exemptions: exemptionsAt(approvals.get(record.personId) ?? [], now.toISOString()),
    beside,
    appraisals: appraisals.get(record.personId) ?? [],
    posts: postsOn(record, onDay).map(({ position, unitName, validFrom }) => ({
      position,
      unitName,
      validFrom,
    })),
    entries: entriesOf(record, days),
    courseTitles: Object.fromEntries(titles),
    frozen: null,
    late: [],
  }));
}

const isExempt =
  (year: number) =>
  ({ posts }: Pick<PersonRecord, 'posts'>): boolean =>
    posts.some(({ exemptYears }) => exemptYears.includes(year));

/** The posts that somebody held on a day. */
export function postsOn({ posts }: PersonRecord, day: string): HeldPost[] {
  return posts.filter(({ validFrom, validTo }) => validFrom <= day && (validTo ?? day) >= day);
}

/** The lines of a year by the day on which they were earned, newest first. */
function entriesOf({ lines }: PersonRecord, { from, to }: Days) {
  const newestFirst = (one: LedgerLine, other: LedgerLine) => (orderOf(one) < orderOf(other) ? 1 : -1);
  return lines
    .filter(({ occurredOn }) => occurredOn >= from && occurredOn <= to)
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
