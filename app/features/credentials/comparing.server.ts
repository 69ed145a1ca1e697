import { z } from 'zod';
import { holdersOf } from '#app/features/identity/held-roles.server.ts';
import { appointmentsOf } from '#app/features/identity/people.server.ts';
import { peopleReached, type Reach } from '#app/features/identity/reach.server.ts';
import { tellMany } from '#app/features/notices/notices.server.ts';
import { isWithin } from '#app/features/organisation/scope.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { dayOf, yearOf } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { creditsInLedger } from './completed.server.ts';
import { takeNumbers } from './numbers.server.ts';
import { asCertificate, type Certificate, certificateRows } from './reading.server.ts';

/**
 * What the ledger says by now of those of some certificates (at most a thousand) that are valid and say something else: hundredths by id. A
 * certificate stays as it was issued, so whoever shows its sum asks. At most one statement, by index.
 */
export async function differencesOf(
  db: Db,
  certificates: readonly Pick<Certificate, 'id' | 'personId' | 'completionId' | 'content' | 'state'>[],
): Promise<Map<string, number>> {
  const valid = certificates.filter(({ state }) => state === 'valid');
  const inLedger = await creditsInLedger(db, valid);
  return new Map(
    valid.flatMap(({ id, completionId, content }) => {
      const now = inLedger.get(completionId) ?? 0;
      return now === content.credits ? [] : [[id, now] as const];
    }),
  );
}

const payloadOf = z.object({ completionId: z.string() });

/**
 * Looks again at the certificate of a completion, after the ledger was corrected: it is listed for the registrars, who are told once, as long as
 * the two say different sums. Nothing is taken back by itself: a person replaces or revokes it.
 */
export async function compareWithLedger(
  trx: Trx,
  { payload, now }: { payload: unknown; now: Date },
): Promise<void> {
  const { completionId } = payloadOf.parse(payload);
  // Whoever issues or replaces one at this moment is waited for.
  await takeNumbers(trx, yearOf(now));
  const row = await certificateRows(trx)
    .where('certificate.completion_id', '=', completionId)
    .orderBy('certificate.revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return;
  const certificate = asCertificate(row);
  const inLedger = (await differencesOf(trx, [certificate])).get(certificate.id);
  if (inLedger === undefined) return noLongerDifferent(trx, certificate.id);
  if (await isListedAnew(trx, certificate.id, now)) await tellRegistrars(trx, certificate, { inLedger, now });
}

/** Takes a certificate off the list of those that differ: it was replaced or revoked, or the ledger says the same again. */
export async function noLongerDifferent(trx: Trx, certificateId: string): Promise<void> {
  await trx.deleteFrom('certificate_difference').where('certificate_id', '=', certificateId).execute();
}

async function isListedAnew(trx: Trx, certificateId: string, now: Date): Promise<boolean> {
  try {
    await trx
      .insertInto('certificate_difference')
      .values({ certificate_id: certificateId, found_at: now.toISOString() })
      .execute();
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

/** The registrars who may put it right: in whose scope the person works, and not the person themselves. */
async function tellRegistrars(
  trx: Trx,
  { id, personId, number, content }: Certificate,
  { inLedger, now }: { inLedger: number; now: Date },
): Promise<void> {
  const posts = await appointmentsOf(trx, personId, dayOf(now));
  const holders = (await holdersOf(trx, 'registrar', dayOf(now))).filter(
    (holder) =>
      holder.personId !== personId &&
      (holder.scopePath === null || posts.some(({ unitPath }) => isWithin(holder.scopePath ?? '', unitPath))),
  );
  const told = new Set(holders.map((holder) => holder.personId));
  await tellMany(
    trx,
    [...told].map((registrarId) => ({
      personId: registrarId,
      kind: 'certificate-differs',
      title: `证书 ${number} 和流水不一样了`,
      body: `《${content.courseTitle}》：流水里现在是 ${formatHundredths(inLedger)} 学分，证书上是 ${formatHundredths(content.credits)}。请换发或者撤销。`,
      link: `/admin/certificates/${id}`,
      now,
    })),
  );
}

const MOST_COUNTED = 1_000;

/** How many certificates of people within reach are listed as different from the ledger, counted to a thousand. One statement, by index. */
export async function countDifferent(db: Db, reach: Reach): Promise<number> {
  const some = db
    .selectFrom('certificate_difference')
    .innerJoin('certificate', 'certificate.id', 'certificate_difference.certificate_id')
    .select('certificate.id')
    .$if(reach.scopes !== 'everywhere', (query) =>
      query.where('certificate.person_id', 'in', peopleReached(db, reach)),
    )
    .limit(MOST_COUNTED);
  const { total } = await db
    .selectFrom(some.as('some'))
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}
