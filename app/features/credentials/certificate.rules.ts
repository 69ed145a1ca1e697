import type { School } from '#app/lib/vocabulary.ts';

/** What stands on a certificate, as it was when it was issued. Hours and credits in hundredths; days are calendar days. */
export interface CertificateContent {
  name: string;
  courseCode: string;
  courseTitle: string;
  courseVersion: number;
  sectionTitle: string;
  school: School;
  hours: number;
  credits: number;
  startsOn: string;
  completedOn: string;
  cycle: number;
  issuer: string;
}

export const ISSUER = '社区学院';
export const CERTIFICATE_KIND = '结业证书';

export type CertificateState = 'valid' | 'revoked' | 'replaced';
export const stateNames: Record<CertificateState, string> = {
  valid: '有效',
  revoked: '已撤销',
  replaced: '已换发',
};

/** `JY2026-000123`: 结业, the year in which it was issued, and the how manieth of that year. */
export function certificateNumber(year: number, count: number): string {
  return `JY${year}-${String(count).padStart(6, '0')}`;
}
