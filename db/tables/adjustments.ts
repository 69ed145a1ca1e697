export interface AdjustmentRow {
  id: string;
  person_id: string;
  kind: string;
  entry_id: string | null;
  category: string;
  amount: number;
  elective: number;
  school: string | null;
  title: string;
  occurred_on: string;
  reason: string;
  evidence: string;
  proposed_by: string;
  proposed_at: string;
  open: number | null;
  activity: string;
  same_as: string;
  reckoned: string;
}

export interface AdjustmentWaitingRow {
  alike_key: string;
  adjustment_id: string;
}

export interface AdjustmentOutcomeRow {
  adjustment_id: string;
  outcome: string;
  words: string;
  by_person_id: string;
  at: string;
}

export interface AdjustmentsTables {
  adjustment: AdjustmentRow;
  adjustment_outcome: AdjustmentOutcomeRow;
  adjustment_waiting: AdjustmentWaitingRow;
}
