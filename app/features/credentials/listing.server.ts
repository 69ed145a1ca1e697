import { peopleNamed } from '#app/features/identity/people-search.server.ts';
import { peopleReached, type Reach } from '#app/features/identity/reach.server.ts';
import type { Db } from '#db/database.ts';
import { type Part, partOf } from '#db/part.server.ts';
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
  { q, reach, different = false, ...part }: { q: string; reach: Reach; different?: boolean } & Part,
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
  const isPage = part.page !== undefined;
  const total = isPage ? await countedOf(db, found) : 0;
  const counted = Math.min(total, MOST_COUNTED);
  const page = Math.min(part.page ?? 1, Math.max(1, Math.ceil(counted / PAGE_SIZE)));
  const ids = partOf(found.select('certificate.id'), {
    ...(isPage ? { page } : part),
    order: [
      ['certificate.issued_at', 'desc'],
      ['certificate.id', 'desc'],
    ],
    pageSize: PAGE_SIZE,
  });
  const rows = await certificateRows(db)
    .innerJoin(ids.as('shown'), 'shown.id', 'certificate.id')
    .orderBy('certificate.issued_at', 'desc')
    .orderBy('certificate.id', 'desc')
    .execute();
  return {
    certificates: rows.map(asCertificate),
    total: counted,
    hasMore: total > MOST_COUNTED,
    page,
    pageSize: PAGE_SIZE,
  };
}

async function countedOf(db: Db, found: ReturnType<typeof matching>): Promise<number> {
  const some = found
    .select('certificate.id')
    .orderBy('certificate.issued_at', 'desc')
    .limit(MOST_COUNTED + 1);
  const { total } = await db
    .selectFrom(some.as('found'))
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
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
  { sectionId, reach, ...part }: { sectionId: string; reach: Reach } & Part,
): Promise<{ list: Certificate[]; total: number }> {
  const all = db
    .selectFrom('completion')
    .innerJoin('certificate', 'certificate.completion_id', 'completion.id')
    .where('completion.section_id', '=', sectionId)
    .$if(reach.scopes !== 'everywhere', (query) =>
      query.where('certificate.person_id', 'in', peopleReached(db, reach)),
    );
  const ids = partOf(all.select('certificate.id'), {
    ...part,
    order: [['certificate.number', 'desc']],
    pageSize: PAGE_SIZE,
  });
  const rows = await certificateRows(db)
    .innerJoin(ids.as('shown'), 'shown.id', 'certificate.id')
    .orderBy('certificate.number', 'desc')
    .execute();
  const list = rows.map(asCertificate);
  if (part.page === undefined) return { list, total: 0 };
  const { total } = await all
    .select(({ fn }) => fn.count<number>('certificate.id').as('total'))
    .executeTakeFirstOrThrow();
  return { list, total: Number(total) };
}
