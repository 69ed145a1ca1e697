import type { Db } from '#db/database.ts';
import type { Named } from './teaching-pages.ts';

/** A certificate of each state. */
async function certificatesToLookAt(db: Db) {
  const certificates = () => db.selectFrom('certificate').select(['certificate.id', 'certificate.code']);
  const next = certificates().where('replaces_id', 'is not', null);
  const before = certificates().innerJoin('certificate as next', 'next.replaces_id', 'certificate.id');
  const revoked = certificates().innerJoin('certificate_revocation', 'certificate_id', 'certificate.id');
  return [
    { name: 'valid', ...(await next.executeTakeFirstOrThrow()) },
    { name: 'replaced', ...(await before.executeTakeFirstOrThrow()) },
    { name: 'revoked', ...(await revoked.executeTakeFirstOrThrow()) },
  ];
}

export async function verifyPages(db: Db): Promise<Named[]> {
  return (await certificatesToLookAt(db)).map(({ name, code }) => [`verify-${name}`, `/verify/${code}`]);
}

export async function certificatePages(db: Db): Promise<Named[]> {
  const { section_id } = await db
    .selectFrom('completion')
    .innerJoin('certificate', 'certificate.completion_id', 'completion.id')
    .select('section_id')
    .limit(1)
    .executeTakeFirstOrThrow();
  const certificates = await certificatesToLookAt(db);
  return [
    ['admin-section-certificates', `/admin/sections/${section_id}/certificates`],
    ...certificates.map(({ name, id }): Named => [`admin-certificate-${name}`, `/admin/certificates/${id}`]),
  ];
}

/** Each adjustment that there is. */
export async function adjustmentPages(db: Db): Promise<Named[]> {
  const adjustments = await db.selectFrom('adjustment').select('id').orderBy('id').execute();
  return adjustments.map(
    ({ id }, n): Named => [`admin-adjustment-${n + 1}`, `/admin/credits/adjustments/${id}`],
  );
}
