export interface RequirementPlanRow {
  id: string;
  section_id: string;
  kind: string;
  subject_id: string;
  title: string;
  position: number;
  detail: string;
}

export interface EnrolmentPinRow {
  enrolment_id: string;
  person_id: string;
  section_id: string;
  course_id: string;
  course_version_id: string;
  rule_version_id: string;
  award: string;
  pinned_at: string;
}

export interface RequirementRow {
  id: string;
  enrolment_id: string;
  person_id: string;
  kind: string;
  subject_id: string;
  title: string;
  position: number;
  detail: string;
}

export interface RequirementMetRow {
  requirement_id: string;
  met_at: string;
  evidence: string;
}

export interface CompletionRow {
  id: string;
  enrolment_id: string;
  person_id: string;
  course_id: string;
  course_version_id: string;
  section_id: string;
  completed_at: string;
}

export interface CompletionTables {
  requirement_plan: RequirementPlanRow;
  enrolment_pin: EnrolmentPinRow;
  requirement: RequirementRow;
  requirement_met: RequirementMetRow;
  completion: CompletionRow;
}
