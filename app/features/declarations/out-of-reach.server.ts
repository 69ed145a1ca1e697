import { type Reach, reachedOf } from '#app/features/identity/reach.server.ts';
import type { Db } from '#db/database.ts';

interface Named {
  title: string;
  personId: string;
  personName: string;
}

/**
 * What looks like a declaration, for somebody who keeps a part of the organisation: that there is such a thing elsewhere must be known, since one
 * piece of evidence pays once; whose it is and what it says is not theirs to read. At most one statement, none for whoever keeps the academy.
 */
export async function hiddenOutOfReach<Alike extends Named>(
  db: Db,
  { reach, declarantId, alike }: { reach: Reach; declarantId: string; alike: readonly Alike[] },
): Promise<(Alike & { isHidden?: true })[]> {
  const others = alike.flatMap(({ personId }) => (personId === declarantId ? [] : [personId]));
  const reached = await reachedOf(db, reach, others);
  return alike.map((one) =>
    one.personId === declarantId || reached.has(one.personId)
      ? one
      : { ...one, title: '管理范围以外的一份', personId: '', personName: '别处的人', isHidden: true },
  );
}
