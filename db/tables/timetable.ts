import type { Generated } from 'kysely';

export interface TermRow {
  id: string;
  code: string;
  name: string;
  starts_on: string;
  ends_on: string;
  offer_hours: Generated<number>;
}

export interface TermWindowRow {
  id: string;
  term_id: string;
  kind: string;
  opens_at: string;
  closes_at: string;
}

export interface SectionRow {
  id: string;
  code: string;
  term_id: string;
  course_id: string;
  course_version_id: string;
  title: string;
  kind: string;
  school: string;
  mode: string;
  teacher_id: string | null;
  head_teacher_id: string | null;
  min_size: number;
  hours_face: number;
  hours_recorded: number;
  starts_on: string;
  ends_on: string;
  evaluation_opens_at: string | null;
  evaluation_closes_at: string | null;
  opened_at: string | null;
  opened_by: string | null;
  note: string;
  entry: Generated<string>;
  undrawn: Generated<number>;
}

export interface SectionClosureRow {
  section_id: string;
  kind: string;
  at: string;
  by_person_id: string | null;
  reason: string;
}

export interface SectionAudienceRow {
  section_id: string;
  position: string;
}

export interface MeetingRow {
  id: string;
  section_id: string;
  number: number;
  starts_at: string;
  ends_at: string;
  venue_id: string | null;
  topic: string;
  kind: string;
}

export interface TermLimitRow {
  term_id: string;
  school: string;
  most: number;
}

export interface TermBreakRow {
  id: string;
  term_id: string;
  from_day: string;
  to_day: string;
  name: string;
}

export interface SectionEligibilityRow {
  section_id: string;
  kind: string;
  value: string;
  label: string;
}

export interface MeetingMoveRow {
  id: string;
  meeting_id: string;
  from_starts_at: string;
  from_ends_at: string;
  from_venue_id: string | null;
  at: string;
  by_person_id: string | null;
  reason: string;
}

export interface MeetingCancellationRow {
  meeting_id: string;
  at: string;
  by_person_id: string | null;
  reason: string;
}

export interface SectionMergeRow {
  section_id: string;
  into_section_id: string;
  at: string;
}

export interface PlanningTurnRow {
  name: string;
  turn: number;
}

export interface CalendarLinkRow {
  id: string;
  person_id: string;
  token_hash: string;
  active: number | null;
  created_at: string;
  ended_at: string | null;
}

export interface TimetableTables {
  term: TermRow;
  term_window: TermWindowRow;
  section: SectionRow;
  section_closure: SectionClosureRow;
  section_audience: SectionAudienceRow;
  meeting: MeetingRow;
  term_limit: TermLimitRow;
  term_break: TermBreakRow;
  section_eligibility: SectionEligibilityRow;
  meeting_move: MeetingMoveRow;
  meeting_cancellation: MeetingCancellationRow;
  section_merge: SectionMergeRow;
  planning_turn: PlanningTurnRow;
  calendar_link: CalendarLinkRow;
}
