import type { Verified } from '#app/features/credentials/verified.rules.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { statementNumber } from './frozen.rules.ts';

/** What the public may know of the statement with this code, or null: that it is valid, superseded or withdrawn, its number, year and day; nothing of the person. One statement, by index. */
export async function verifiedStatement(db: Db, code: string): Promise<Verified | null> {
  const row = await db
    .selectFrom('frozen_statement as one')
    .innerJoin('year_closing', 'year_closing.id', 'one.closing_id')
    .leftJoin('statement_superseded as gone', 'gone.statement_id', 'one.id')
    .leftJoin('statement_withdrawn as void', 'void.statement_id', 'one.id')
    .leftJoin('frozen_statement as next', 'next.id', 'gone.by_statement_id')
    .select([
      'year',
      'one.number',
      'one.revision',
      'one.frozen_at',
      'gone.at',
      'next.revision as nextRevision',
      'void.at as voidAt',
    ])
    .where('one.code', '=', code)
    .executeTakeFirst();
  if (!row) return null;
  const { year, number, revision, frozen_at, at, nextRevision, voidAt } = row;
  const replaced = at !== null && nextRevision !== null;
  return {
    kind: '年度学分情况表',
    state: replaced ? 'replaced' : voidAt === null ? 'valid' : 'revoked',
    number: statementNumber(year, number, revision),
    issuedOn: dayOf(frozen_at),
    ...(replaced ? { endedOn: dayOf(at), replacedBy: statementNumber(year, number, nextRevision) } : {}),
    ...(!replaced && voidAt !== null ? { endedOn: dayOf(voidAt) } : {}),
    facts: [['年度', `${year} 年`]],
  };
}
