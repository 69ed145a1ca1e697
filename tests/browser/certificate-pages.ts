import type { Db } from '#db/database.ts';
import type { Named } from './teaching-pages.ts';

/** A certificate of each state, and one that says another sum than the ledger. */
async function certificatesToLookAt(db: Db) {
  const certificates = () => db.selectFrom('certificate').select(['certificate.id', 'certificate.code']);
  const next = certificates().where('replaces_id', 'is not', null);
  const before = certificates().innerJoin('certificate as next', 'next.replaces_id', 'certificate.id');
  const revoked = certificates().innerJoin('certificate_revocation', 'certificate_id', 'certificate.id');
  const different = certificates().innerJoin('certificate_difference', 'certificate_id', 'certificate.id');
  return [
    { name: 'valid', ...(await next.executeTakeFirstOrThrow()) },
    { name: 'replaced', ...(await before.executeTakeFirstOrThrow()) },
    { name: 'revoked', ...(await revoked.executeTakeFirstOrThrow()) },
    { name: 'different', ...(await different.executeTakeFirstOrThrow()) },
  ];
}

/** What anybody reads of a certificate of each state. */
export async function verifyPages(db: Db): Promise<Named[]> {
  return (await certificatesToLookAt(db)).map(({ name, code }) => [`verify-${name}`, `/verify/${code}`]);
}

/** Certificates at the registrar's desk. */
export async function certificatePages(db: Db): Promise<Named[]> {
  const { section_id } = await db
    .selectFrom('completion')
    .innerJoin('certificate', 'certificate.completion_id', 'completion.id')
    .select('section_id')
    .limit(1)
    .executeTakeFirstOrThrow();
  const certificates = await certificatesToLookAt(db);
  return [
    ['admin-certificates', '/admin/certificates'],
    ['admin-certificates-different', '/admin/certificates?different=1'],
    ['admin-section-certificates', `/admin/sections/${section_id}/certificates`],
    ...certificates.map(({ name, id }): Named => [`admin-certificate-${name}`, `/admin/certificates/${id}`]),
  ];
}
