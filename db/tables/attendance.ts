export interface AttendanceRow {
  id: string;
  meeting_id: string;
  person_id: string;
  enrolment_id: string;
  state: string;
  way: string;
  marked_at: string;
  marked_by: string | null;
}

export interface AttendanceChangeRow {
  id: string;
  attendance_id: string;
  from_state: string | null;
  to_state: string;
  at: string;
  by_person_id: string | null;
}

export interface MakeUpRow {
  id: string;
  enrolment_id: string;
  person_id: string;
  meeting_id: string;
  recording_id: string;
  exercise_id: string;
  detail: string;
  active: number | null;
  opened_at: string;
  watched_at: string | null;
  watched_percent: number | null;
  passed_at: string | null;
  score: number | null;
  done_at: string | null;
  put_back_at: string | null;
}

/** Nothing of this make-up that was done from then on counts. */
export interface MakeUpLateRow {
  make_up_id: string;
  at: string;
}

export interface AttendanceTables {
  attendance: AttendanceRow;
  attendance_change: AttendanceChangeRow;
  make_up: MakeUpRow;
  make_up_late: MakeUpLateRow;
}
