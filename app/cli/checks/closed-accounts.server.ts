import { sql } from 'kysely';
import { saysMore } from '#app/features/journal/words.rules.ts';
import type { Db } from '#db/database.ts';
import { erasableWords } from '#db/migrations/0060_erasable_words.ts';
import type { JournalEntryRow } from '#db/tables/journal.ts';
import { breachOf, type Check, MOST_OFFENDERS } from './check.ts';

/** Whose account is closed is not to be found by who they were. */
export const closedAccountChecks: readonly Check[] = [
  {
    name: 'closed accounts: nobody has a name, password, session, notice, post or right left',
    run: async (db) => breachOf((await leftOver(db)).map(({ person_id }) => `person ${person_id}`)),
  },
  {
    name: 'closed accounts: every one was asked for, and what is over its time is gone within a week',
    run: async (db) => {
      const { rows } = await sql<{ person_id: string }>`select c.person_id from closed_account c
        where not exists (select 1 from account_closing a
          inner join account_closing_end e on e.closing_id = a.id and e.kind = 'done' where a.person_id = c.person_id)
        or (c.keep_until < ${new Date(Date.now() - 7 * 86_400_000).toISOString().slice(0, 10)}
          and not exists (select 1 from retention_end r where r.person_id = c.person_id))
        limit ${MOST_OFFENDERS}`.execute(db);
      return breachOf(rows.map(({ person_id }) => `person ${person_id}`));
    },
  },
  {
    name: 'closed accounts: a day later the journal says nothing in words about anybody',
    run: async (db) => breachOf(await wordsLeft(db)),
  },
];

const PEOPLE_AT_ONCE = 200;
const DAY_MS = 86_400_000;

/** Lines about closed accounts with words in them, and words that lie beside files of old lines. */
async function wordsLeft(db: Db): Promise<string[]> {
  const bounds = await boundsOf(db);
  const offenders: string[] = [];
  for (let after = ''; offenders.length < MOST_OFFENDERS; ) {
    const closed = await db
      .selectFrom('closed_account')
      .select('person_id')
      .where('closed_at', '<', bounds.dayBefore)
      .where('person_id', '>', after)
      .orderBy('person_id')
      .limit(PEOPLE_AT_ONCE)
      .execute();
    const ids = closed.map(({ person_id }) => person_id);
    if (ids.length === 0) break;
    for (const isOlder of [false, true]) {
      const lines = await linesAbout(db, { personIds: ids, isOlder }, bounds);
      offenders.push(...lines.filter(saysMore).map(({ id }) => `line ${id}`));
    }
    const apart = await db
      .selectFrom('journal_words')
      .select('entry_id')
      .where('concerns_id', 'in', ids)
      .limit(MOST_OFFENDERS)
      .execute();
    offenders.push(...apart.map(({ entry_id }) => `words of line ${entry_id}`));
    after = ids.at(-1) ?? '';
  }
  return offenders;
}

interface Bounds {
  /** A day before the newest line. */
  dayBefore: string;
  /** Lines in earlier blocks have been looked at by the worker; null where it has had a day for all of them. */
  nextBlock: number | null;
}

/**
 * A day is one of the journal's own, up to its newest line: a backup that is restored later stands still until its worker does its work. What older editions
 * left in it is looked through block by block after an upgrade, for which there is a day as well.
 */
async function boundsOf(db: Db): Promise<Bounds> {
  const newest = await db
    .selectFrom('journal_entry')
    .select('at')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const dayBefore = new Date((newest ? Date.parse(newest.at) : Date.now()) - DAY_MS).toISOString();
  const upgraded = await db
    .selectFrom('migration')
    .select('applied_at')
    .where('name', '=', erasableWords.name)
    .executeTakeFirst();
  if (upgraded && upgraded.applied_at < dayBefore) return { dayBefore, nextBlock: null };
  const walk = await db.selectFrom('closed_words_walk').select('next_block').executeTakeFirst();
  return { dayBefore, nextBlock: walk?.next_block ?? 1 };
}

/** Lines about some people (older ones do not say so themselves) that are a day old and say anything, which should have been looked through. */
async function linesAbout(
  db: Db,
  { personIds, isOlder }: { personIds: readonly string[]; isOlder: boolean },
  { dayBefore, nextBlock }: Bounds,
): Promise<JournalEntryRow[]> {
  const noted = db.selectFrom('journal_concern').select('entry_id').where('person_id', 'in', personIds);
  return db
    .selectFrom('journal_entry')
    .leftJoin('journal_leaf', 'journal_leaf.entry_id', 'journal_entry.id')
    .selectAll('journal_entry')
    .where((eb) => (isOlder ? eb('journal_entry.id', 'in', noted) : eb('concerns_id', 'in', personIds)))
    .where('at', '<', dayBefore)
    .where(({ or, eb }) => or([eb('detail', '<>', '{}'), eb('origin', '<>', '')]))
    .$if(nextBlock !== null, (query) =>
      query.where(({ or, eb }) =>
        or([eb('block_number', 'is', null), eb('block_number', '<', nextBlock ?? 0)]),
      ),
    )
    .execute();
}

async function leftOver(db: Db): Promise<{ person_id: string }[]> {
  const has = (table: string, more = '') =>
    sql`exists (select 1 from ${sql.table(table)} x where x.person_id = c.person_id ${sql.raw(more)})`;
  const { rows } = await sql<{ person_id: string }>`select c.person_id from closed_account c
    inner join person p on p.id = c.person_id
    where p.name <> concat('已注销 ', c.code) or p.username not like 'closed-%' or p.age_band is not null
    or ${has('password_credential')} or ${has('session')} or ${has('notice')} or ${has('basket_item')}
    or ${has('appointment', 'and x.valid_to is null')} or ${has('role_grant', 'and x.valid_to is null')}
    or ${has('frozen_statement', 'and x.name <> p.name')}
    limit ${MOST_OFFENDERS}`.execute(db);
  return rows;
}
