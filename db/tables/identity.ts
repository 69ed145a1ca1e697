export interface PersonRow {
  id: string;
  username: string;
  name: string;
  name_pinyin: string;
  age_band: string | null;
  preferred_view: string;
  text_size: number;
  created_at: string;
}

export interface PasswordCredentialRow {
  person_id: string;
  hash: string;
  changed_at: string;
}

export interface SessionRow {
  id: string;
  person_id: string;
  expires_at: string;
  created_at: string;
  used_at: string;
  device: string;
  own_device: number;
}

/** On which day whoever was given a right signed in last, or, where they have not, from which day that counts. */
export interface LastSignInRow {
  person_id: string;
  day: string;
  has_come: number;
}

/** A browser in which a person signed in before; `id` is the hash of what it holds. */
export interface KnownBrowserRow {
  id: string;
  person_id: string;
  session_ref: string;
  made_at: string;
}

export interface AppointmentRow {
  id: string;
  person_id: string;
  position: string;
  org_unit_id: string;
  valid_from: string;
  valid_to: string | null;
  source: string;
}

export interface RoleGrantRow {
  id: string;
  person_id: string;
  role: string;
  org_unit_id: string | null;
  school: string | null;
  valid_from: string;
  valid_to: string | null;
  granted_by: string | null;
  granted_at: string;
}

/** Whose account is closed: the person's name is a code since then. */
export interface ClosedAccountRow {
  person_id: string;
  code: string;
  closed_at: string;
  keep_until: string;
}

export interface AppointmentSuccessionRow {
  change_id: string;
  old_id: string;
  new_id: string;
  old_unit_id: string;
  old_valid_to: string | null;
  made: number;
}

export type RoleGrantSuccessionRow = AppointmentSuccessionRow;

export interface IdentityTables {
  person: PersonRow;
  password_credential: PasswordCredentialRow;
  session: SessionRow;
  last_sign_in: LastSignInRow;
  known_browser: KnownBrowserRow;
  appointment: AppointmentRow;
  role_grant: RoleGrantRow;
  closed_account: ClosedAccountRow;
  appointment_succession: AppointmentSuccessionRow;
  role_grant_succession: RoleGrantSuccessionRow;
}
