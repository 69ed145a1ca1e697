import { insteadOfIn } from '#app/features/credits/corrected.rules.ts';
import { awardsOf } from '#app/features/credits/origin.server.ts';
import type { Db } from '#db/database.ts';
import type { DeclarationGrantRow, DeclarationRow } from '#db/tables/declarations.ts';
import { SOURCE } from './posting.server.ts';

type Whose = Pick<DeclarationRow, 'id' | 'person_id'>;

function paid(db: Db, { id, person_id: personId }: Whose) {
  return awardsOf(db, { personId, source: { type: SOURCE, id } })
    .select(['award.evidence', 'reversal.id as reversedBy'])
    .select(['reversal.posted_by', 'reversal.posted_at'])
    .execute();
}

type Paid = Awaited<ReturnType<typeof paid>>;

const stands = (awards: Paid) => {
  const standing = awards.filter(({ reversedBy }) => reversedBy === null);
  return standing.length > 0 && standing.every(({ evidence }) => insteadOfIn(evidence) === null);
};

/** Whether what it was paid stands, and nobody has corrected it. One statement. */
export async function standsAsGranted(db: Db, whose: Whose): Promise<boolean> {
  return stands(await paid(db, whose));
}

/**
 * Whether somebody took back or corrected what it had paid after this was granted, and it was not made good: what was decided last holds. One
 * statement.
 */
export async function takenBackSince(
  db: Db,
  whose: Whose,
  { granted_at }: Pick<DeclarationGrantRow, 'granted_at'>,
): Promise<boolean> {
  const awards = await paid(db, whose);
  const byPeople = awards.filter(
    ({ posted_by, posted_at }) => posted_by !== null && (posted_at ?? '') >= granted_at,
  );
  return byPeople.length > 0 && !stands(awards);
}
