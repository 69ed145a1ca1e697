import { peopleNamed } from '#app/features/identity/people-search.server.ts';
import { peopleReached, type Reach } from '#app/features/identity/reach.server.ts';
import type { Db } from '#db/database.ts';
import { normalCode } from './check-code.rules.ts';
import { asCertificate, type Certificate, certificateRows } from './reading.server.ts';

const PAGE_SIZE = 50;
/** More than so many are not counted: who looks for one searches. */
const MOST_COUNTED = 1_000;

export interface CertificatePage {
  certificates: Certificate[];
  total: number;
  hasMore: boolean;
  page: number;
  pageSize: number;
}

/**
 * Certificates of people within reach in the order of their issue, newest first: all, those of people whose name begins so, or the one with a number or a
 * code; or of all these those that say another sum than the ledger. At most two statements.
 */
export async function certificatePage(
  db: Db,
  { q, page, reach, different = false }: { q: string; page: number; reach: Reach; different?: boolean },
): Promise<CertificatePage> {
  const found = matching(db, q.trim())
    .$if(reach.scopes !== 'everywhere', (query) => query.where('person_id', 'in', peopleReached(db, reach)))
    .$if(different, (query) =>
      query.where(
        'certificate.id',
        'in',
        db.selectFrom('certificate_difference').select('certificate_difference.certificate_id'),
      ),
    );
  const { total } = await db
    .selectFrom(
      found
        .select('certificate.id')
        .orderBy('certificate.issued_at', 'desc')
        .limit(MOST_COUNTED + 1)
        .as('found'),
    )
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const counted = Math.min(Number(total), MOST_COUNTED);
  const shownPage = Math.min(page, Math.max(1, Math.ceil(counted / PAGE_SIZE)));
  const ids = found
    .select('certificate.id')
    .orderBy('certificate.issued_at', 'desc')
    .orderBy('certificate.id', 'desc')
    .limit(PAGE_SIZE)
    .offset((shownPage - 1) * PAGE_SIZE);
  const rows = await certificateRows(db)
    .innerJoin(ids.as('shown'), 'shown.id', 'certificate.id')
    .orderBy('certificate.issued_at', 'desc')
    .orderBy('certificate.id', 'desc')
    .execute();
  return {
    certificates: rows.map(asCertificate),
    total: counted,
    hasMore: Number(total) > MOST_COUNTED,
    page: shownPage,
    pageSize: PAGE_SIZE,
  };
}

function matching(db: Db, q: string) {
  const certificates = db.selectFrom('certificate');
  if (q === '') return certificates;
  if (/^JY\d{4}-\d{1,9}$/i.test(q)) return certificates.where('number', '=', q.toUpperCase());
  const code = normalCode(q);
  if (code) return certificates.where('code', '=', code);
  return certificates.where('person_id', 'in', peopleNamed(db, q).select('person.id'));
}

/** How many completions a section has of people within reach, and how many of them have a certificate of their own. One statement. */
export async function certifiedInSection(
  db: Db,
  { sectionId, reach }: { sectionId: string; reach: Reach },
): Promise<{ completions: number; certificates: number }> {
  const { completions, certificates } = await db
    .selectFrom('completion')
    .leftJoin('certificate', (join) =>
      join.onRef('certificate.completion_id', '=', 'completion.id').on('certificate.revision', '=', 1),
    )
    .select(({ fn }) => [
      fn.count<number>('completion.id').as('completions'),
      fn.count<number>('certificate.id').as('certificates'),
    ])
    .where('completion.section_id', '=', sectionId)
    .$if(reach.scopes !== 'everywhere', (query) =>
      query.where('completion.person_id', 'in', peopleReached(db, reach)),
    )
    .executeTakeFirstOrThrow();
  return { completions: Number(completions), certificates: Number(certificates) };
}

/**
 * The certificates of a section's completions, of people within reach, in the order of their issue, newest first, page by page, and how many
 * there are, those that were replaced among them. Two statements.
 */
export async function certificatesOfSection(
  db: Db,
  { sectionId, page, reach }: { sectionId: string; page: number; reach: Reach },
): Promise<{ list: Certificate[]; total: number }> {
  const all = db
    .selectFrom('completion')
    .innerJoin('certificate', 'certificate.completion_id', 'completion.id')
    .where('completion.section_id', '=', sectionId)
    .$if(reach.scopes !== 'everywhere', (query) =>
      query.where('certificate.person_id', 'in', peopleReached(db, reach)),
    );
  const { total } = await all
    .select(({ fn }) => fn.count<number>('certificate.id').as('total'))
    .executeTakeFirstOrThrow();
  const ids = all
    .select('certificate.id')
    .orderBy('certificate.number', 'desc')
    .limit(PAGE_SIZE)
    .offset((page - 1) * PAGE_SIZE);
  const rows = await certificateRows(db)
    .innerJoin(ids.as('shown'), 'shown.id', 'certificate.id')
    .orderBy('certificate.number', 'desc')
    .execute();
  return { list: rows.map(asCertificate), total: Number(total) };
}
