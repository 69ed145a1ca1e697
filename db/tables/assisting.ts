export interface AssistedConsentRow {
  id: string;
  person_id: string;
  liaison_id: string;
  action: string;
  section_id: string | null;
  round_id: string | null;
  means: string;
  words: string;
  given_at: string;
}

export interface OfferCallRow {
  id: string;
  offer_id: string;
  by_person_id: string;
  at: string;
  outcome: string;
  words: string;
}

export interface OfferCallNoticeRow {
  offer_id: string;
  at: string;
}

export interface AssistedDisputeRow {
  consent_id: string;
  at: string;
  by_person_id: string;
  words: string;
  open: number | null;
}

export interface AssistedDisputeEndRow {
  consent_id: string;
  at: string;
  by_person_id: string;
  words: string;
}

export interface AssistingTables {
  assisted_consent: AssistedConsentRow;
  offer_call: OfferCallRow;
  offer_call_notice: OfferCallNoticeRow;
  assisted_dispute: AssistedDisputeRow;
  assisted_dispute_end: AssistedDisputeEndRow;
}
