import { isId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import type { CertificateContent, CertificateState } from './certificate.rules.ts';
import { completedOf } from './completed.server.ts';

/** A certificate with what became of it. Days are calendar days, `issuedAt` an instant. */
export interface Certificate {
  id: string;
  personId: string;
  courseId: string;
  completionId: string;
  revision: number;
  number: string;
  code: string;
  content: CertificateContent;
  issuedOn: string;
  issuedAt: string;
  /** Null when the person asked for it. */
  issuedByName: string | null;
  /** Why it stands in the place of another. */
  reason: string | null;
  state: CertificateState;
  replaces: { id: string; number: string } | null;
  replacedBy: { id: string; number: string; issuedAt: string } | null;
  revoked: { at: string; reason: string; byName: string | null } | null;
}

/** Certificates with what became of each, for a caller to narrow. Read a row with `asCertificate`. */
export function certificateRows(db: Db) {
  return db
    .selectFrom('certificate')
    .leftJoin('certificate_revocation as revocation', 'revocation.certificate_id', 'certificate.id')
    .leftJoin('certificate as next', 'next.replaces_id', 'certificate.id')
    .leftJoin('certificate as previous', 'previous.id', 'certificate.replaces_id')
    .leftJoin('person as issuer', 'issuer.id', 'certificate.issued_by')
    .leftJoin('person as revoker', 'revoker.id', 'revocation.by_person_id')
    .selectAll('certificate')
    .select(['next.id as nextId', 'next.number as nextNumber', 'next.issued_at as nextAt'])
    .select(['previous.number as previousNumber', 'issuer.name as issuerName'])
    .select(['revocation.at as revokedAt', 'revocation.reason as revokedFor', 'revoker.name as revokerName']);
}

type Row = Awaited<ReturnType<ReturnType<typeof certificateRows>['executeTakeFirstOrThrow']>>;

/** A row of `certificateRows` as it leaves. What is both revoked and replaced is replaced. */
export function asCertificate(row: Row): Certificate {
  const { nextId, nextNumber, nextAt, revokedAt } = row;
  return {
    id: row.id,
    personId: row.person_id,
    courseId: row.course_id,
    completionId: row.completion_id,
    revision: row.revision,
    number: row.number,
    code: row.code,
    content: JSON.parse(row.content) as CertificateContent,
    issuedOn: row.issued_on,
    issuedAt: row.issued_at,
    issuedByName: row.issuerName,
    reason: row.reason,
    state: nextId ? 'replaced' : revokedAt ? 'revoked' : 'valid',
    replaces: row.replaces_id ? { id: row.replaces_id, number: row.previousNumber ?? '' } : null,
    replacedBy: nextId ? { id: nextId, number: nextNumber ?? '', issuedAt: nextAt ?? '' } : null,
    revoked: revokedAt ? { at: revokedAt, reason: row.revokedFor ?? '', byName: row.revokerName } : null,
  };
}

/** One certificate, or null. */
export async function findCertificate(db: Db, certificateId: string): Promise<Certificate | null> {
  const row = await certificateRows(db).where('certificate.id', '=', certificateId).executeTakeFirst();
  return row ? asCertificate(row) : null;
}

/** A certificate of this person that is valid, or in words why there is none to give: of others, as if there were none. */
export async function ownValidCertificate(
  db: Db,
  { certificateId, personId }: { certificateId: string; personId: string | null },
): Promise<{ ok: true; certificate: Certificate } | { ok: false; message: string }> {
  const certificate = isId(certificateId) ? await findCertificate(db, certificateId) : null;
  if (!certificate || certificate.personId !== personId)
    return { ok: false, message: '没有找到这张证书。请回到“我的证书”再试。' };
  if (certificate.state !== 'valid')
    return { ok: false, message: '这张证书已经撤销或者换发，不能再下载。新的在“我的证书”里。' };
  return { ok: true, certificate };
}

const MOST_OWN = 200;

export interface ToAskFor {
  completionId: string;
  courseTitle: string;
  completedOn: string;
}

/**
 * The certificates of a person, newest first, and the completions for which they can ask for one; at most two hundred of each. Whether
 * a completion has one is decided by course and cycle.
 */
export async function myCertificates(
  db: Db,
  personId: string,
): Promise<{ certificates: Certificate[]; toAskFor: ToAskFor[] }> {
  const rows = await certificateRows(db)
    .where('certificate.person_id', '=', personId)
    .orderBy('certificate.issued_at', 'desc')
    .orderBy('certificate.id', 'desc')
    .limit(MOST_OWN)
    .execute();
  const certificates = rows.map(asCertificate);
  const has = new Set(certificates.map(({ courseId, content }) => `${courseId} ${content.cycle}`));
  const open = await db
    .selectFrom('completion')
    .leftJoin('certificate', 'certificate.completion_id', 'completion.id')
    .select('completion.id')
    .where('completion.person_id', '=', personId)
    .where('certificate.id', 'is', null)
    .orderBy('completion.id', 'desc')
    .limit(MOST_OWN)
    .execute();
  const toAskFor: ToAskFor[] = [];
  const completed = await completedOf(
    db,
    open.map(({ id }) => id),
  );
  for (const { completionId, courseId, cycle, content } of completed) {
    if (has.has(`${courseId} ${cycle}`)) continue;
    has.add(`${courseId} ${cycle}`);
    toAskFor.push({ completionId, courseTitle: content.courseTitle, completedOn: content.completedOn });
  }
  return { certificates, toAskFor: toAskFor.reverse() };
}
