export interface JobRow {
  id: string;
  kind: string;
  payload: string;
  state: string;
  run_at: string;
  attempts: number;
  claimed_by: string | null;
  claimed_until: string | null;
  last_error: string | null;
  created_at: string;
  done_at: string | null;
  once_key: string | null;
}

export interface QueueTables {
  job: JobRow;
}
