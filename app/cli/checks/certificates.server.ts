import { pieceKey } from '#app/features/credentials/batches.server.ts';
import type { CertificateContent } from '#app/features/credentials/certificate.rules.ts';
import { normalCode } from '#app/features/credentials/check-code.rules.ts';
import { differencesOf } from '#app/features/credentials/comparing.server.ts';
import { asCertificate, certificateRows } from '#app/features/credentials/reading.server.ts';
import { SUM_CHANGED_JOB } from '#app/features/credits/ledger.server.ts';
import type { Db } from '#db/database.ts';
import { breachOf, type Check, MOST_OFFENDERS } from './check.ts';
import { judgeAll } from './paging.server.ts';

/** Product C7: certificates are frozen, checkable, and replaced in a chain. That there is one of each is a unique key. */
export const certificateChecks: readonly Check[] = [
  {
    name: 'a certificate is about the course and person of a completion of theirs',
    run: async (db) => {
      const rows = await db
        .selectFrom('certificate')
        .leftJoin('completion', (join) =>
          join
            .onRef('completion.id', '=', 'certificate.completion_id')
            .onRef('completion.person_id', '=', 'certificate.person_id')
            .onRef('completion.course_id', '=', 'certificate.course_id'),
        )
        .select('certificate.number')
        .where('completion.id', 'is', null)
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ number }) => `certificate ${number}`));
    },
  },
  {
    name: 'a certificate that replaces another follows it: same person, course and cycle, with a reason',
    run: async (db) => {
      const rows = await db
        .selectFrom('certificate as next')
        .leftJoin('certificate as one', 'one.id', 'next.replaces_id')
        .select('next.number')
        .where('next.replaces_id', 'is not', null)
        .where(({ or, eb, ref }) =>
          or([
            eb('one.id', 'is', null),
            eb('one.person_id', '<>', ref('next.person_id')),
            eb('one.course_id', '<>', ref('next.course_id')),
            eb('one.cycle', '<>', ref('next.cycle')),
            eb('next.revision', '<>', eb('one.revision', '+', 1)),
            eb('next.reason', 'is', null),
          ]),
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ number }) => `certificate ${number}`));
    },
  },
  {
    name: 'every certificate says what its row says, with a number that was handed out and a code that can be typed',
    run: async (db) => breachOf(await judgeAll(db, certificatesAfter, (rows) => unlikeTheirRows(db, rows))),
  },
  {
    name: 'nobody has issued or taken back a certificate of their own',
    run: async (db) => {
      const rows = await db
        .selectFrom('certificate')
        .leftJoin('certificate_revocation as revocation', 'revocation.certificate_id', 'certificate.id')
        .select('certificate.number')
        .where(({ or, eb, ref }) =>
          or([
            eb('certificate.issued_by', '=', ref('certificate.person_id')),
            eb('revocation.by_person_id', '=', ref('certificate.person_id')),
          ]),
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ number }) => `certificate ${number}`));
    },
  },
  {
    name: 'a valid certificate that says other credits than the ledger is listed for the registrars, and no other is',
    run: async (db) => breachOf(await wronglyListed(db)),
  },
  {
    name: 'a batch of certificates that is under way has a job that goes on with it',
    run: async (db) => breachOf(await batchesWithoutJob(db)),
  },
];

/** Whatever still waits to be compared is left out. */
async function wronglyListed(db: Db): Promise<string[]> {
  const waiting = await db
    .selectFrom('job')
    .select('payload')
    .where('kind', '=', SUM_CHANGED_JOB)
    .where('state', '<>', 'done')
    .execute();
  const unseen = new Set(
    waiting.map(({ payload }) => (JSON.parse(payload) as { completionId: string }).completionId),
  );
  return judgeAll(db, withListing, async (rows) => {
    const certificates = rows.map(asCertificate);
    const differences = await differencesOf(db, certificates);
    return rows
      .filter(
        ({ id, completion_id, listed }) =>
          !unseen.has(completion_id) && differences.has(id) !== (listed !== null),
      )
      .map(({ number }) => `certificate ${number}`);
  });
}

function withListing(db: Db, after: string, limit: number) {
  return certificateRows(db)
    .leftJoin('certificate_difference', 'certificate_difference.certificate_id', 'certificate.id')
    .select('certificate_difference.certificate_id as listed')
    .where('certificate.id', '>', after)
    .orderBy('certificate.id')
    .limit(limit)
    .execute();
}

/** One batch of a scope is under way at a time, and scopes are sections and years: there are never many. */
async function batchesWithoutJob(db: Db): Promise<string[]> {
  const batches = await db
    .selectFrom('certificate_batch')
    .select(['id', 'after_id', 'scope'])
    .where('active', '=', 1)
    .execute();
  const offenders: string[] = [];
  for (const { id, after_id, scope } of batches) {
    const job = await db
      .selectFrom('job')
      .select('id')
      .where('once_key', '=', pieceKey(id, after_id))
      .where('state', '<>', 'done')
      .executeTakeFirst();
    if (!job) offenders.push(`batch ${scope}`);
  }
  return offenders.slice(0, MOST_OFFENDERS);
}

interface Issued {
  id: string;
  number: string;
  code: string;
  cycle: number;
  content: string;
}

function certificatesAfter(db: Db, after: string, limit: number): Promise<Issued[]> {
  return db
    .selectFrom('certificate')
    .select(['id', 'number', 'code', 'cycle', 'content'])
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}

async function unlikeTheirRows(db: Db, rows: readonly Issued[]): Promise<string[]> {
  const years = await db.selectFrom('certificate_number').select(['year', 'last']).execute();
  const lastOf = new Map(years.map(({ year, last }) => [year, last]));
  return rows
    .filter(({ number, code, cycle, content }) => {
      const [, year, count] = /^JY(\d{4})-(\d+)$/.exec(number) ?? [];
      const isHandedOut = Number(count) >= 1 && Number(count) <= (lastOf.get(Number(year)) ?? 0);
      const says = contentOf(content);
      return (
        !isHandedOut || normalCode(code) !== code || says?.cycle !== cycle || !says.name || !says.courseTitle
      );
    })
    .map(({ number }) => `certificate ${number}`);
}

function contentOf(text: string): Partial<CertificateContent> | null {
  try {
    return JSON.parse(text) as Partial<CertificateContent>;
  } catch {
    return null;
  }
}
