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
  kind: string;
  reason: string;
  proposed_by: string | null;
  proposed_at: string | null;
  approved_by: string;
  approved_at: string;
  active: number | null;
}

export interface ExemptionEndRow {
  exemption_id: string;
  reason: string;
  ended_by: string;
  ended_at: string;
}

/** Approved, the exemption has the same id. */
export interface ExemptionProposalRow {
  id: string;
  person_id: string;
  year: number;
  position: string;
  kind: string;
  reason: string;
  proposed_by: string;
  proposed_at: string;
  active: number | null;
  outcome: string | null;
  words: string | null;
  decided_by: string | null;
  decided_at: string | null;
}

export interface PromotionReminderRow {
  person_id: string;
  since: string;
  kind: string;
  told_at: string;
}

export interface CreditsTables {
  policy_version: PolicyVersionRow;
  credit_entry: CreditEntryRow;
  exemption: ExemptionRow;
  exemption_end: ExemptionEndRow;
  exemption_proposal: ExemptionProposalRow;
  promotion_reminder: PromotionReminderRow;
}
