export interface CertificateRow {
  id: string;
  person_id: string;
  course_id: string;
  cycle: number;
  revision: number;
  replaces_id: string | null;
  completion_id: string;
  number: string;
  code: string;
  content: string;
  issued_on: string;
  issued_at: string;
  issued_by: string | null;
  reason: string | null;
}

export interface CertificateRevocationRow {
  certificate_id: string;
  at: string;
  by_person_id: string | null;
  reason: string;
}

export interface CertificateDifferenceRow {
  certificate_id: string;
  found_at: string;
}

export interface CertificateNumberRow {
  year: number;
  last: number;
}

export interface CertificateBatchRow {
  id: string;
  section_id: string | null;
  cycle: number | null;
  scope: string;
  active: number | null;
  total: number;
  looked: number;
  issued: number;
  after_id: string | null;
  asked_by: string;
  asked_at: string;
  done_at: string | null;
}

export interface CredentialKeyRow {
  id: string;
  public_jwk: string;
  sealed: string;
  made_at: string;
  retired_at: string | null;
}

export interface CredentialsTables {
  certificate: CertificateRow;
  certificate_revocation: CertificateRevocationRow;
  certificate_difference: CertificateDifferenceRow;
  certificate_number: CertificateNumberRow;
  certificate_batch: CertificateBatchRow;
  credential_key: CredentialKeyRow;
}
