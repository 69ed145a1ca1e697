export interface PrivacyNoticeRow {
  id: string;
  version: string;
  title: string;
  valid_from: string;
  summary: string;
  body: string;
  content_hash: string;
  published_at: string;
}

export interface PrivacyConsentRow {
  id: string;
  person_id: string;
  kind: string;
  notice_id: string;
  answer: string;
  means: string;
  words: string;
  by_person_id: string | null;
  at: string;
}

export interface PrivacyConsentWithdrawalRow {
  consent_id: string;
  at: string;
  by_person_id: string | null;
}

export interface CorrectionRequestRow {
  id: string;
  person_id: string;
  what: string;
  wish: string;
  words: string;
  state: string;
  asked_at: string;
  due_on: string;
}

export interface CorrectionDecisionRow {
  request_id: string;
  outcome: string;
  words: string;
  by_person_id: string;
  at: string;
}

export interface AccountClosingRow {
  id: string;
  person_id: string;
  means: string;
  reason: string;
  asked_at: string;
  asked_by: string | null;
  due_at: string;
  open: number | null;
}

/** A second person agreed; of those who died or moved away. */
export interface AccountClosingApprovalRow {
  closing_id: string;
  by_person_id: string;
  at: string;
}

export interface AccountClosingEndRow {
  closing_id: string;
  kind: string;
  words: string;
  by_person_id: string | null;
  at: string;
}

/** What was kept of a closed account for its time is gone. */
export interface RetentionEndRow {
  person_id: string;
  at: string;
}

/** Up to which block of the journal no words about closed accounts are left. */
export interface ClosedWordsWalkRow {
  id: string;
  next_block: number;
}

export interface PrivacyTables {
  privacy_notice: PrivacyNoticeRow;
  privacy_consent: PrivacyConsentRow;
  privacy_consent_withdrawal: PrivacyConsentWithdrawalRow;
  correction_request: CorrectionRequestRow;
  correction_decision: CorrectionDecisionRow;
  account_closing: AccountClosingRow;
  account_closing_approval: AccountClosingApprovalRow;
  account_closing_end: AccountClosingEndRow;
  retention_end: RetentionEndRow;
  closed_words_walk: ClosedWordsWalkRow;
}
