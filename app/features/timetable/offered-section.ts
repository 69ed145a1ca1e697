import type { Worth } from '#app/features/credits/worth.rules.ts';
import type { Position, SectionKind } from '#app/lib/vocabulary.ts';
import type { MeetingSpan } from './meeting-words.rules.ts';
import type { NamedSection } from './named-sections.server.ts';
import type { SectionEntry, SelectionWindow } from './selection-window.rules.ts';

/** A section as somebody sees it who thinks of choosing it. Seats are `selection`'s: see `seatsOf` there. */
export interface OfferedSection extends NamedSection, MeetingSpan {
  courseId: string;
  module: string;
  /** What completing this section pays, by the rules that enrolment pins now; null while there are none. */
  worth: Worth | null;
  kind: SectionKind;
  entry: SectionEntry;
  teacherSlug: string | null;
  note: string;
  /** Empty: for everybody. */
  audience: Position[];
  /** Who may take it besides, in words: 和风社区, 60 岁以上. Empty: no further rule. */
  eligibility: string[];
  /** Whether it can be chosen now. */
  window: SelectionWindow;
  /** `周三晚上 7:00 起，共 6 次`. */
  when: string;
  /** The first meeting's place; null without one. `venueCount` says whether there are more. */
  venueName: string | null;
  venueCount: number;
}
