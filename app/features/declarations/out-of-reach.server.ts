import { peopleReached, type Reach } from '#app/features/identity/reach.server.ts';
import type { Db } from '#db/database.ts';

interface Named {
  id: string;
  title: string;
  personName: string;
}

/**
 * What looks like a declaration, for somebody who keeps a part of the organisation: that there is such a thing elsewhere must be known, since one
 * piece of evidence pays once; whose it is and what it says is not theirs to read. At most one statement, none for whoever keeps the academy.
 */
export async function hiddenOutOfReach<Alike extends Named>(
  db: Db,
  { reach, declarant, alike }: { reach: Reach; declarant: string; alike: readonly Alike[] },
): Promise<(Alike & { isHidden?: true })[]> {
  const others = alike.filter(({ personName }) => personName !== declarant);
  if (reach.scopes === 'everywhere' || others.length === 0) return [...alike];
  const rows = await db
    .selectFrom('declaration')
    .select('id')
    .where(
      'id',
      'in',
      others.map(({ id }) => id),
    )
    .where('person_id', 'in', peopleReached(db, reach))
    .execute();
  const reached = new Set(rows.map(({ id }) => id));
  return alike.map((one) =>
    one.personName === declarant || reached.has(one.id)
      ? one
      : { ...one, title: '管理范围以外的一份', personName: '别处的人', isHidden: true },
  );
}
