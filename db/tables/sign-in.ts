export interface SignInSeriesRow {
  series_key: string;
  kind: string;
  person_id: string | null;
  failures: number;
  last_at: string;
  locked_until: string | null;
}

export interface SecondFactorRow {
  person_id: string;
  secret: string;
  set_up_at: string;
  last_step: number;
}

export interface RecoveryCodeRow {
  person_id: string;
  code_hash: string;
  made_at: string;
}

export interface SignInStepRow {
  id: string;
  person_id: string;
  via: string;
  own_device: number;
  way: string;
  created_at: string;
}

export interface KeptFormRow {
  id: string;
  person_id: string;
  sealed: string;
  created_at: string;
}

export interface SignInTables {
  sign_in_series: SignInSeriesRow;
  second_factor: SecondFactorRow;
  recovery_code: RecoveryCodeRow;
  sign_in_step: SignInStepRow;
  kept_form: KeptFormRow;
}
