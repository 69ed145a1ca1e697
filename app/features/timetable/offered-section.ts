import type { Mode, Position, School, SectionKind } from '#app/lib/vocabulary.ts';
import type { MeetingSpan } from './meeting-words.rules.ts';
import type { SelectionWindow } from './selection-window.rules.ts';

/** A section as somebody sees it who thinks of choosing it. Seats are `selection`'s: see `seatsOf` there. */
export interface OfferedSection extends MeetingSpan {
  id: string;
  code: string;
  title: string;
  courseId: string;
  courseCode: string;
  courseTitle: string;
  school: School;
  module: string;
  creditsHundredths: number;
  mode: Mode;
  kind: SectionKind;
  termName: string;
  teacherName: string | null;
  teacherSlug: string | null;
  startsOn: string;
  endsOn: string;
  note: string;
  /** Empty: for everybody. */
  audience: Position[];
  /** Whether it can be chosen now. */
  window: SelectionWindow;
  /** `周三晚上 7:00 起，共 6 次`. */
  when: string;
  /** The first meeting's place; null without one. `venueCount` says whether there are more. */
  venueName: string | null;
  venueCount: number;
}
