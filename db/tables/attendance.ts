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

export interface AttendanceTables {
  attendance: AttendanceRow;
  attendance_change: AttendanceChangeRow;
}
