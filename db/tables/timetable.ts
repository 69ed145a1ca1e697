export interface TermRow {
  id: string;
  code: string;
  name: string;
  starts_on: string;
  ends_on: string;
}

export interface TermWindowRow {
  id: string;
  term_id: string;
  kind: string;
  opens_at: string;
  closes_at: string;
}

export interface VenueRow {
  id: string;
  name: string;
  tier: string;
  address: string;
  capacity: number;
  ramp: number;
  lift: number;
  toilet: number;
  opening_hours: string;
  org_unit_id: string | null;
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

export interface TimetableTables {
  term: TermRow;
  term_window: TermWindowRow;
  venue: VenueRow;
  section: SectionRow;
  section_closure: SectionClosureRow;
  section_audience: SectionAudienceRow;
  meeting: MeetingRow;
}
