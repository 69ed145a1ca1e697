import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { statementNumber } from './frozen.rules.ts';

/** What the public may know of the statement with this code, or null: that it is valid or superseded, its number, year and day; nothing of the person. One statement, by index. */
export async function verifiedStatement(db: Db, code: string) {
  const row = await db
    .selectFrom('frozen_statement as one')
    .innerJoin('year_closing', 'year_closing.id', 'one.closing_id')
    .leftJoin('statement_superseded as gone', 'gone.statement_id', 'one.id')
    .leftJoin('frozen_statement as next', 'next.id', 'gone.by_statement_id')
    .select([
      'year',
      'one.number',
      'one.revision',
      'one.frozen_at',
      'gone.at',
      'next.revision as nextRevision',
    ])
    .where('one.code', '=', code)
    .executeTakeFirst();
  if (!row) return null;
  const { year, number, revision, frozen_at, at, nextRevision } = row;
  const replaced = at !== null && nextRevision !== null;
  return {
    kind: '年度学分情况表',
    state: replaced ? ('replaced' as const) : ('valid' as const),
    number: statementNumber(year, number, revision),
    issuedOn: dayOf(frozen_at),
    ...(replaced ? { endedOn: dayOf(at), replacedBy: statementNumber(year, number, nextRevision) } : {}),
    facts: [['年度', `${year} 年`]] as [string, string][],
  };
}
