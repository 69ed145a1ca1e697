export interface SeatCountRow {
  section_id: string;
  capacity: number;
  taken: number;
}

export interface LearnerTermRow {
  person_id: string;
  term_id: string;
  turn: number;
}

export interface EnrolmentRow {
  id: string;
  section_id: string;
  person_id: string;
  term_id: string;
  course_id: string;
  active: number | null;
  enrolled_at: string;
  acted_by: string | null;
}

export interface WithdrawalRow {
  enrolment_id: string;
  at: string;
  by_person_id: string | null;
  reason: string;
}

export interface WaitlistEntryRow {
  id: string;
  section_id: string;
  person_id: string;
  term_id: string;
  course_id: string;
  active: number | null;
  joined_at: string;
  acted_by: string | null;
}

export interface WaitlistExitRow {
  entry_id: string;
  at: string;
  kind: string;
}

export interface SeatOfferRow {
  id: string;
  entry_id: string;
  section_id: string;
  person_id: string;
  open: number | null;
  offered_at: string;
  expires_at: string;
}

export interface OfferAnswerRow {
  offer_id: string;
  answer: string;
  at: string;
  by_person_id: string | null;
}

export interface BasketItemRow {
  person_id: string;
  section_id: string;
  added_at: string;
}

export interface SelectionTables {
  seat_count: SeatCountRow;
  learner_term: LearnerTermRow;
  enrolment: EnrolmentRow;
  withdrawal: WithdrawalRow;
  waitlist_entry: WaitlistEntryRow;
  waitlist_exit: WaitlistExitRow;
  seat_offer: SeatOfferRow;
  offer_answer: OfferAnswerRow;
  basket_item: BasketItemRow;
}
