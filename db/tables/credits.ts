export interface PolicyVersionRow {
  id: string;
  kind: string;
  code: string;
  version: string;
  title: string;
  content: string;
  content_hash: string;
  valid_from: string;
  valid_to: string | null;
  published_at: string;
  published_by: string | null;
}

export interface CreditEntryRow {
  id: string;
  person_id: string;
  kind: string;
  category: string;
  amount: number;
  elective: number;
  school: string | null;
  title: string;
  source_type: string;
  source_id: string;
  line: string;
  revision: number;
  reverses_id: string | null;
  rule_version_id: string;
  computation: string;
  evidence: string;
  occurred_on: string;
  posted_at: string;
  posted_by: string | null;
  reason: string | null;
}

export interface ExemptionRow {
  id: string;
  person_id: string;
  year: number;
  position: string;
  reason: string;
  approved_by: string;
  approved_at: string;
}

export interface CreditsTables {
  policy_version: PolicyVersionRow;
  credit_entry: CreditEntryRow;
  exemption: ExemptionRow;
}
