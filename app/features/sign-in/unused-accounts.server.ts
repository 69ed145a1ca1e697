import { grantsOfMany } from '#app/features/identity/held-roles.server.ts';
import { type UnusedAccount, unusedAccounts } from '#app/features/identity/last-sign-in.server.ts';
import type { Reach } from '#app/features/identity/reach.server.ts';
import { formatDate } from '#app/lib/time.ts';
import { roleNames } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import type { Part } from '#db/part.server.ts';

/** Somebody whose rights nobody has used for long, in words. */
export interface UnusedLine extends UnusedAccount {
  roles: string[];
  last: string;
}

/** Who has not signed in for long, with what they may do. Two statements. */
export async function unusedLines(db: Db, asked: { reach: Reach; now: Date } & Part): Promise<UnusedLine[]> {
  const accounts = await unusedAccounts(db, asked);
  const grants = await grantsOfMany(
    db,
    accounts.map(({ personId }) => personId),
    asked.reach.onDay,
  );
  return accounts.map((account) => ({
    ...account,
    roles: (grants.get(account.personId) ?? []).map(
      ({ role, unitName }) => `${roleNames[role]}${unitName ? `（${unitName}）` : ''}`,
    ),
    last: account.hasCome ? formatDate(account.day) : `${formatDate(account.day)}授权以后没有登录过`,
  }));
}
