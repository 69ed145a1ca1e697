/** When two meetings cannot both be attended. Source: domain model, conflict check of learner, teacher and venue. */

import type { School } from '#app/lib/vocabulary.ts';

/** A meeting's time; instants as UTC ISO text. */
export interface MeetingTime {
  startsAt: string;
  endsAt: string;
}

/** A wanted time, and what the teacher does then. */
export interface TeacherClash {
  wanted: MeetingTime;
  taken: MeetingTime & { title: string; school: School };
}

/** True when they share any moment; one that begins as the other ends is no clash. */
export function overlaps(one: MeetingTime, other: MeetingTime): boolean {
  return one.startsAt < other.endsAt && other.startsAt < one.endsAt;
}

/** The first pair that clashes, earliest first, or null. */
export function firstClash<A extends MeetingTime, B extends MeetingTime>(
  wanted: readonly A[],
  taken: readonly B[],
): { wanted: A; taken: B } | null {
  const inOrder = [...wanted].sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  for (const meeting of inOrder) {
    const other = taken.find((each) => overlaps(meeting, each));
    if (other) return { wanted: meeting, taken: other };
  }
  return null;
}
