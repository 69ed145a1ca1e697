export interface CourseRow {
  id: string;
  code: string;
  title: string;
  subtitle: string;
  school: string;
  module: string;
  level: string;
  required: number;
  hours_face: number;
  hours_recorded: number;
  credits: number;
  mode: string;
  summary: string;
  audience_text: string;
  teacher_role: string;
  details: string;
  state: string;
  created_at: string;
  updated_at: string;
}

export interface CourseAudienceRow {
  course_id: string;
  position: string;
}

export interface CourseFormRow {
  course_id: string;
  form: string;
}

export interface CoursePrerequisiteRow {
  course_id: string;
  required_course_id: string;
}

export interface CourseVersionRow {
  id: string;
  course_id: string;
  number: number;
  note: string;
  created_at: string;
  created_by: string | null;
  published_at: string | null;
  published_by: string | null;
}

export interface FiveOneRow {
  course_version_id: string;
  item: string;
  body: string | null;
  media_id: string | null;
  teacher_id: string | null;
  updated_at: string;
  updated_by: string | null;
}

export interface OpeningExemptionRow {
  course_version_id: string;
  item: string;
  reason: string;
  approved_by: string;
  approved_at: string;
}

export interface CourseScoreRow {
  course_id: string;
  n: number;
  score: number;
  dimensions: string;
  updated_at: string;
}

export interface CatalogueRevisionRow {
  id: number;
  number: number;
}

export interface CatalogueTables {
  course: CourseRow;
  course_audience: CourseAudienceRow;
  course_form: CourseFormRow;
  course_prerequisite: CoursePrerequisiteRow;
  course_version: CourseVersionRow;
  five_one: FiveOneRow;
  opening_exemption: OpeningExemptionRow;
  course_score: CourseScoreRow;
  catalogue_revision: CatalogueRevisionRow;
}
