import type { Db } from '#db/database.ts';
import type { ConsentKind } from './consent.rules.ts';

/**
 * Of some people, at most a thousand, those whose consent of a kind stands: what they said last was yes, and they have not taken it back. One statement.
 * Source: PIPL article 23, data go to another handler only by a consent of its own.
 */
export async function consentingAmong(
  db: Db,
  { kind, personIds }: { kind: ConsentKind; personIds: readonly string[] },
): Promise<ReadonlySet<string>> {
  if (personIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('privacy_consent')
    .leftJoin('privacy_consent_withdrawal as gone', 'gone.consent_id', 'privacy_consent.id')
    .select(['privacy_consent.person_id', 'answer', 'gone.at as withdrawnAt'])
    .where('privacy_consent.person_id', 'in', personIds)
    .where('kind', '=', kind)
    .orderBy('privacy_consent.at')
    .orderBy('privacy_consent.id')
    .execute();
  // The last one said is the one that is left.
  const last = new Map(rows.map((row) => [row.person_id, row]));
  return new Set(
    [...last.values()]
      .filter(({ answer, withdrawnAt }) => answer === 'agreed' && withdrawnAt === null)
      .map(({ person_id }) => person_id),
  );
}
