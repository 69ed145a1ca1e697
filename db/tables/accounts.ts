export interface ResetRequestRow {
  id: string;
  typed_sealed: string;
  key_id: string;
  person_id: string | null;
  code_hash: string;
  link_hash: string;
  asked_at: string;
  expires_at: string;
  tries: number;
  used_at: string | null;
}

export interface FirstCodeRow {
  id: string;
  person_id: string;
  code_hash: string;
  identified: string;
  given_by: string | null;
  given_at: string;
  expires_at: string;
  tries: number;
  active: number | null;
  ended_at: string | null;
  used_at: string | null;
}

export interface ContactChangeRow {
  id: string;
  person_id: string;
  kind: string;
  sealed: string;
  key_id: string;
  code_hash: string;
  asked_at: string;
  expires_at: string;
  tries: number;
}

export interface AccountTryRow {
  id: string;
  try_key: string;
  at: string;
}

export interface OidcLinkRow {
  id: string;
  issuer: string;
  subject: string;
  person_id: string;
  linked_at: string;
}

export interface OidcAttemptRow {
  id: string;
  state_hash: string;
  browser_hash: string;
  verifier: string;
  nonce: string;
  way: string;
  person_id: string | null;
  own_device: number;
  expires_at: string;
}

export interface SetupCodeRow {
  id: string;
  code_hash: string;
  made_at: string;
  expires_at: string;
}

export interface SetupDoneRow {
  id: string;
  person_id: string;
  at: string;
}

export interface AccountsTables {
  reset_request: ResetRequestRow;
  first_code: FirstCodeRow;
  contact_change: ContactChangeRow;
  account_try: AccountTryRow;
  oidc_link: OidcLinkRow;
  oidc_attempt: OidcAttemptRow;
  setup_code: SetupCodeRow;
  setup_done: SetupDoneRow;
}
