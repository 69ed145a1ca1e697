/**
 * What is frozen of somebody's year: what it was computed from, and what came of it. Each field is named here, so that what later versions
 * of the program add to a standing changes nothing of a closed year. Source: domain model §6.10, the yearly statement.
 */
import type { CategoryCode } from '#app/features/credits/rules.schema.ts';
import type { StandingStatus } from '#app/features/credits/standing.rules.ts';
import type { Position, School } from '#app/lib/vocabulary.ts';
import type { Json } from './canonical.rules.ts';

export const FORMAT = 1;

/** A line of the ledger, packed: millions of them are kept. */
export type FrozenLine = readonly [
  id: string,
  isReversal: 0 | 1,
  category: CategoryCode,
  amount: number,
  elective: 0 | 1,
  school: School | null,
  line: string,
  sourceType: string,
  sourceId: string,
  title: string,
  courseCode: string | null,
  occurredOn: string,
  isTakenBack: 0 | 1,
  reason: string | null,
];

/** A post that mattered, with the years for which the person was excused in it. */
export type FrozenPost = readonly [
  id: string,
  position: Position,
  unitName: string,
  validFrom: string,
  validTo: string | null,
  exemptYears: readonly number[],
];

/** Which policies were in force in a year; the hash is that of the published content. */
export interface PinnedYear {
  year: number;
  day: string;
  rules: PinnedPolicy;
  schemes: PinnedPolicy;
}

export interface PinnedPolicy {
  id: string;
  code: string;
  version: string;
  hash: string;
}

/** What the person said of the draft: the last of it, and the answer to an objection. `seen`: the hash of all that they had before them (`shownHash`); in earlier years that of the sheet. */
export interface FrozenAnswer {
  kind: 'confirmed' | 'objected';
  at: string;
  seen: string;
  words: string | null;
  reply: { words: string; at: string } | null;
}

export interface FrozenInputs {
  format: number;
  year: number;
  /** The days of the year, both included; mostly those of the calendar. */
  firstDay: string;
  lastDay: string;
  /** Nothing that was posted later is in it. */
  cutoff: string;
  person: { id: string; name: string };
  posts: readonly FrozenPost[];
  lines: readonly FrozenLine[];
  appraisals: readonly (readonly [course: string, level: string])[];
  /** The year itself first, then those before that were looked at; none where the academy had published nothing. */
  policies: readonly PinnedYear[];
  /** The titles of the courses that the schemes name. */
  titles: Readonly<Record<string, string>>;
  answer: FrozenAnswer | null;
}

/** What is shown beside the sheet: the lines of the year and the appraisals. */
export type ShownBeside = Pick<FrozenInputs, 'lines' | 'appraisals'>;

export interface FrozenScheme {
  position: Position;
  positions: readonly Position[];
  title: string;
  basis: string;
  days: { from: string; to: string };
  since: string;
  /** What a whole cycle asks, and for how many of its months it is asked here. */
  share: { whole: number; months: number; ofMonths: number };
  required: number;
  earned: number;
  counted: number;
  missing: number;
  carriedIn: number;
  madeUp: number;
  movedBack: number;
  surplus: { all: number; elective: number };
  categories: readonly {
    category: CategoryCode;
    label: string;
    earned: number;
    counted: number;
    cap: number | null;
  }[];
  minimums: readonly {
    label: string;
    school: School | null;
    required: number;
    earned: number;
    missing: number;
  }[];
  requiredCourses: readonly {
    code: string;
    alternatives: readonly string[];
    done: boolean;
    dueThisYear: boolean;
  }[];
  counters: readonly {
    key: string;
    label: string;
    unit: string;
    days: { from: string; to: string };
    counted: number;
    levels: readonly { label: string; required: number; missing: number }[];
  }[];
  status: StandingStatus;
}

/** The sheet as it was reckoned; amounts in hundredths. */
export interface FrozenSheet {
  format: number;
  year: number;
  lastDay: string;
  status: StandingStatus;
  schemesVersion: string | null;
  posts: readonly { position: Position; unitName: string; validFrom: string }[];
  standings: readonly FrozenScheme[];
}

/** Whether somebody has a sheet at all: a post in the year, or something in the ledger of it. */
export function hasSheet({ posts, lines, firstDay, lastDay }: FrozenInputs): boolean {
  return (
    posts.some(([, , , from, to]) => from <= lastDay && (to ?? lastDay) >= firstDay) ||
    lines.some((line) => isOfYear(line, { firstDay, lastDay }))
  );
}

/** Whether a line belongs to the days of the year, and so to the list on the sheet. */
export function isOfYear(
  line: FrozenLine,
  { firstDay, lastDay }: { firstDay: string; lastDay: string },
): boolean {
  const occurredOn = line[11];
  return occurredOn >= firstDay && occurredOn <= lastDay;
}

export type Confirmation = 'confirmed' | 'changed' | 'objected' | 'silent';

/** By what a yes knows again what it was said to. `shown` is asked only where somebody agreed. */
export interface SeenHashes {
  sheetHash: string;
  /** The hash of all that is shown (`shownHash`). */
  shown: () => string;
}

/**
 * How the person stands to what is frozen: silence is silence, and who agreed to something else has not agreed to this. Earlier versions of the program kept
 * the hash of the sheet alone with a yes: it stays a yes to that sheet. No new answer names it.
 */
export function confirmationOf(answer: FrozenAnswer | null, { sheetHash, shown }: SeenHashes): Confirmation {
  if (!answer) return 'silent';
  if (answer.kind === 'objected') return 'objected';
  return answer.seen === sheetHash || answer.seen === shown() ? 'confirmed' : 'changed';
}

/** `2025-000123`; with `revision` as it is written on a later one, `2025-000123-2`. */
export function statementNumber(year: number, number: number, revision = 1): string {
  const plain = `${year}-${String(number).padStart(6, '0')}`;
  return revision === 1 ? plain : `${plain}-${revision}`;
}

/** Interfaces have no index signature, so the compiler does not see that they are JSON; `canonical` throws for what is not. */
export const asJson = (value: FrozenInputs | FrozenSheet | ShownBeside): Json => value as unknown as Json;
