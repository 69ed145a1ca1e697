/**
 * A certificate as an Open Badges 3.0 credential. Sources: 1EdTech Open Badges 3.0 (OpenBadgeCredential, JSON Web Token proof format),
 * W3C Verifiable Credentials Data Model 2.0, 1EdTech Credential Revocation List 1.0.
 */
import { schoolNames } from '#app/lib/vocabulary.ts';
import { type CertificateContent, ISSUER } from './certificate.rules.ts';

const CONTEXTS = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
] as const;

/** Where the academy says who it is and what it has taken back. `origin` is its own address, without a slash at the end. */
export const issuerAddress = (origin: string): string => `${origin}/credentials/issuer`;
export const keyAddress = (origin: string, keyId: string): string => `${origin}/credentials/keys/${keyId}`;
export const revocationsAddress = (origin: string, year: number): string =>
  `${origin}/credentials/revocations/${year}`;
export const credentialId = (certificateId: string): string => `urn:uuid:${certificateId}`;

/** The issuer of every badge of the academy. */
export function issuerProfile(origin: string) {
  return { id: issuerAddress(origin), type: ['Profile'], name: ISSUER, url: origin };
}

interface Badged {
  id: string;
  number: string;
  code: string;
  issuedAt: string;
  content: CertificateContent;
}

/**
 * The credential that is signed. Its subject has an address of this one certificate, so that two badges do not say that they are of one
 * person; the name stands in it as on paper, since the person themselves hands it on.
 */
export function openBadge({ id, number, code, issuedAt, content }: Badged, origin: string) {
  const { courseTitle, courseCode, courseVersion, school, sectionTitle } = content;
  const credits = content.credits / 100;
  return {
    '@context': [...CONTEXTS],
    id: credentialId(id),
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: issuerProfile(origin),
    validFrom: withoutMilliseconds(issuedAt),
    awardedDate: `${content.completedOn}T00:00:00Z`,
    name: `${courseTitle} · 结业`,
    credentialSubject: {
      id: `${origin}/verify/${code}#subject`,
      type: ['AchievementSubject'],
      identifier: [
        { type: 'IdentityObject', hashed: false, identityHash: content.name, identityType: 'name' },
      ],
      activityStartDate: `${content.startsOn}T00:00:00Z`,
      activityEndDate: `${content.completedOn}T00:00:00Z`,
      creditsEarned: credits,
      licenseNumber: number,
      term: `${content.cycle}`,
      achievement: {
        id: `${origin}/courses/${encodeURIComponent(courseCode)}?version=${courseVersion}`,
        type: ['Achievement'],
        achievementType: 'Course',
        name: courseTitle,
        description: `${schoolNames[school]}课程《${courseTitle}》，${content.hours / 100} 学时。`,
        criteria: { narrative: `在“${sectionTitle}”完成选课时公布的全部结业要求。` },
        creditsAvailable: credits,
        humanCode: courseCode,
        version: `${courseVersion}`,
        inLanguage: 'zh-CN',
        creator: issuerProfile(origin),
      },
    },
    credentialStatus: {
      id: revocationsAddress(origin, Number(issuedAt.slice(0, 4))),
      type: '1EdTechRevocationList',
    },
  };
}

export type OpenBadge = ReturnType<typeof openBadge>;

/** What a token says of a credential besides the credential itself. */
export function tokenClaims({ id, issuer, validFrom, credentialSubject }: OpenBadge) {
  return {
    iss: issuer.id,
    jti: id,
    nbf: Math.floor(Date.parse(validFrom) / 1000),
    sub: credentialSubject.id,
  };
}

/** What of a year has been taken back or replaced. */
export function revocationList(
  certificateIds: readonly string[],
  { origin, year }: { origin: string; year: number },
) {
  return {
    id: revocationsAddress(origin, year),
    type: '1EdTechRevocationList',
    issuer: issuerAddress(origin),
    revokedCredential: certificateIds.map((id) => ({ id: credentialId(id), revoked: true })),
  };
}

const withoutMilliseconds = (instant: string) => `${instant.slice(0, 19)}Z`;
