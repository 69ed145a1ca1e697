import type { School } from '#app/lib/vocabulary.ts';

/** A meeting with all that timetables and calendars tell of it. Instants as UTC ISO text. */
export interface ToldMeeting {
  id: string;
  startsAt: string;
  endsAt: string;
  number: number;
  topic: string;
  kind: string;
  courseCode: string;
  courseTitle: string;
  sectionTitle: string;
  school: School;
  teacherName: string | null;
  venueName: string | null;
  venueAddress: string | null;
  /** When its section was opened. */
  openedAt: string | null;
  /** How often it has been moved, when last, and for when it was planned at first. */
  moves: number;
  movedAt: string | null;
  plannedFor: string | null;
  /** When it alone was called off. */
  cancelledAt: string | null;
  /** When its section ended, was cancelled or merged into another. */
  closedAt: string | null;
}
