export interface TeacherRow {
  id: string;
  slug: string;
  person_id: string | null;
  name: string;
  headline: string;
  category: string;
  bio: string;
  fields: string;
  created_at: string;
}

export interface TeacherStageRow {
  id: string;
  teacher_id: string;
  stage: string;
  at: string;
  by_person_id: string | null;
  note: string;
}

export interface TeacherSchoolRow {
  teacher_id: string;
  school: string;
}

export interface TeacherConsentRow {
  teacher_id: string;
  consented_at: string;
}

export interface TeacherScoreRow {
  teacher_id: string;
  n: number;
  score: number;
  dimensions: string;
  updated_at: string;
}

export interface TeachersTables {
  teacher: TeacherRow;
  teacher_stage: TeacherStageRow;
  teacher_school: TeacherSchoolRow;
  teacher_consent: TeacherConsentRow;
  teacher_score: TeacherScoreRow;
}
