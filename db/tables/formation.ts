export interface LearningGoalRow {
  person_id: string;
  section_id: string;
  goal: string;
  said_at: string;
}

export interface FormationRow {
  id: string;
  section_id: string;
  seed: string;
  settings: string;
  proposed_at: string;
  proposed_by: string | null;
  active: number | null;
}

export interface FormationConfirmationRow {
  formation_id: string;
  at: string;
  by_person_id: string | null;
}

export interface FormationClassRow {
  id: string;
  formation_id: string;
  number: number;
  name: string;
  head_teacher_id: string | null;
}

export interface FormationPlaceRow {
  formation_id: string;
  enrolment_id: string;
  class_number: number;
  group_number: number;
  reason: string;
  by_hand: number;
}

export interface FormationMoveRow {
  id: string;
  batch_id: string;
  formation_id: string;
  enrolment_id: string;
  from_class: number;
  from_group: number;
  from_reason: string;
  from_by_hand: number;
  to_class: number;
  to_group: number;
  at: string;
  by_person_id: string | null;
}

export interface FormationTables {
  learning_goal: LearningGoalRow;
  formation: FormationRow;
  formation_confirmation: FormationConfirmationRow;
  formation_class: FormationClassRow;
  formation_place: FormationPlaceRow;
  formation_move: FormationMoveRow;
}
