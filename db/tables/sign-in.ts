export interface SignInFailureRow {
  id: string;
  account_key: string;
  address_key: string;
  at: string;
}

export interface SignInTables {
  sign_in_failure: SignInFailureRow;
}
