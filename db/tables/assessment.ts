export interface LeadershipWaiverRow {
  id: string;
  person_id: string;
  rule_key: string;
  reason: string;
  valid_from: string;
  valid_to: string;
  granted_by: string;
  granted_at: string;
}

export interface LeadershipWaiverEndRow {
  waiver_id: string;
  reason: string;
  ended_by: string;
  ended_at: string;
}

export interface AssessmentTables {
  leadership_waiver: LeadershipWaiverRow;
  leadership_waiver_end: LeadershipWaiverEndRow;
}
