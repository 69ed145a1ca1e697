/**
 * When a missed meeting may be made up. Source: domain model §6.4 (补课 = watch + quiz, counts as attendance, at most 30 % of a class's
 * meetings) and §6.8; the numbers are data of the credit rules that enrolment pinned.
 */
import type { MadeUpMeeting } from '#app/features/credits/made-up.rules.ts';
import { addDays, startOfDay } from '#app/lib/time.ts';
import { type MarkedMeeting, neededMeetings, wasMissed, wasThere } from './attendance.rules.ts';

/**
 * How many of a section's meetings somebody may make up. "At most 30 %" is rounded down: three of ten, one of four, none of three,
 * since one of three would already be 33 %.
 */
export function mostMadeUp(meetings: number, percent: number | undefined): number {
  return Math.floor((meetings * (percent ?? 0)) / 100);
}

/**
 * Until when a meeting can be made up: the end of the section's evaluation window (its own, else the term's), for that settles the
 * class; without one the end of the later of the section's and the term's last day.
 */
export function makeUpDeadline({
  evaluationClosesAt,
  sectionEndsOn,
  termEndsOn,
}: {
  evaluationClosesAt: string | null;
  sectionEndsOn: string;
  termEndsOn: string;
}): string {
  if (evaluationClosesAt) return evaluationClosesAt;
  const lastDay = sectionEndsOn > termEndsOn ? sectionEndsOn : termEndsOn;
  return startOfDay(addDays(lastDay, 1)).toISOString();
}

const makeUpRefusals = [
  'no-rule',
  'completed',
  'enough',
  'not-missed',
  'over',
  'no-recording',
  'no-quiz',
  'asked-anyway',
  'no-places',
  'too-many',
] as const;
/** Why a missed meeting cannot be made up. `no-places`: the rules give this section none. `asked-anyway`: its lecture or quiz is already asked of this person for something else. */
export type MakeUpRefusal = (typeof makeUpRefusals)[number];

export interface MakeUpFacts {
  state: MarkedMeeting['state'];
  /** Whether the rules that were pinned know making up. */
  hasRule: boolean;
  completed: boolean;
  /** 到课 is met, or is not asked. */
  attendanceSettled: boolean;
  deadline: string;
  now: Date;
  recordingId: string | null;
  exerciseId: string | null;
  /** What the enrolment asks to watch and to pass anyway, and what its other make-ups use: nothing pays twice. */
  askedAnyway: ReadonlySet<string>;
  /** How many may be made up in all, and how many more. */
  most: number;
  left: number;
}

/** The first thing that stands against making up a meeting, in the order in which somebody can do least about it; null when nothing does. */
export function againstMakingUp(facts: MakeUpFacts): MakeUpRefusal | null {
  const { recordingId, exerciseId, askedAnyway } = facts;
  if (!wasMissed(facts.state)) return 'not-missed';
  if (facts.completed) return 'completed';
  if (facts.attendanceSettled) return 'enough';
  if (!facts.hasRule) return 'no-rule';
  if (facts.now.toISOString() >= facts.deadline) return 'over';
  if (facts.most <= 0) return 'no-places';
  if (facts.left <= 0) return 'too-many';
  if (recordingId === null) return 'no-recording';
  if (exerciseId === null) return 'no-quiz';
  if (askedAnyway.has(recordingId) || askedAnyway.has(exerciseId)) return 'asked-anyway';
  return null;
}

/** One meeting with its length and, where it was made up, how. */
export interface TalliedMeeting extends MarkedMeeting {
  minutes: number;
  makeUp: Omit<MadeUpMeeting, 'minutes' | 'counts'> | null;
}

/**
 * The evidence of 到课. Only as many made-up meetings count as attendance would have lacked without them, the shorter ones first: who
 * would have had enough anyway does not get less for having made one up besides.
 */
export function attendanceEvidence(meetings: readonly TalliedMeeting[], share: number) {
  const present = meetings.filter(({ state }) => wasThere(state)).length;
  const evidence = { present, meetings: meetings.length };
  const made = meetings.flatMap(({ state, makeUp, minutes }) =>
    state === 'made-up' && makeUp ? [{ ...makeUp, minutes }] : [],
  );
  if (made.length === 0) return evidence;
  const lacking = Math.max(0, neededMeetings(meetings.length, share) - present);
  const counted = new Set(
    [...made]
      .sort((a, b) => a.minutes - b.minutes || a.number - b.number)
      .slice(0, lacking)
      .map(({ makeUpId }) => makeUpId),
  );
  return {
    ...evidence,
    minutes: meetings.reduce((sum, { minutes }) => sum + minutes, 0),
    madeUp: made.map((one): MadeUpMeeting => ({ ...one, counts: counted.has(one.makeUpId) })),
  };
}
