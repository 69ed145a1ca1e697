import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import type { NoticeMentionRow } from '#db/tables/notices.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { kindsThatName, namesIn } from './old-names.rules.ts';

/** Begun anew when more wordings became known. */
const WALK = 'old-2';
const AT_ONCE = 500;
/** The edition from which on whoever writes a notice says who is named in it. */
const SINCE = '0057_notice_mentions';

interface Looking {
  now: Date;
  stopped?: () => boolean;
  rest?: () => Promise<void>;
}

/**
 * Goes once through the notices from before names were known by their place, and notes who is named in them, some at a time; killed, it goes on there. Of
 * several people of one name each is noted: which of them was meant is not known, and a name too many may go. Answers whether all have been looked at.
 */
export async function lookThroughOldNotices(
  db: Db,
  { now, stopped = () => false, rest }: Looking,
): Promise<boolean> {
  const walk = await walkOf(db);
  if (walk?.ended_at) return true;
  const before = await firstIdSince(db);
  for (let after = walk?.after_id ?? ''; !stopped(); ) {
    const notices = await db
      .selectFrom('notice')
      .select(['id', 'person_id', 'kind', 'title', 'body'])
      .where('id', '>', after)
      .where('id', '<', before)
      .orderBy('id')
      .limit(AT_ONCE)
      .execute();
    const isEnd = notices.length < AT_ONCE;
    after = notices.at(-1)?.id ?? after;
    const mentions = await mentionsIn(db, notices);
    const place = { after_id: after, ended_at: isEnd ? now.toISOString() : null };
    await inTransaction(db, async (trx) => {
      for (const mention of mentions) await mentionOnce(trx, mention);
      await keepPlace(trx, place);
    });
    if (isEnd) return true;
    await rest?.();
  }
  return false;
}

/** Whether all notices from before have been looked through. One statement. */
export async function oldNoticesAreKnown(db: Db): Promise<boolean> {
  const walk = await walkOf(db);
  return walk?.ended_at != null;
}

interface OldNotice {
  id: string;
  person_id: string;
  kind: string;
  title: string;
  body: string;
}

async function mentionsIn(db: Db, notices: readonly OldNotice[]): Promise<NoticeMentionRow[]> {
  const named = notices.filter(({ kind }) => kindsThatName.includes(kind));
  const wanted = named.flatMap((notice) => namesIn(notice).map((name) => ({ notice, name })));
  if (wanted.length === 0) return [];
  const people = await db
    .selectFrom('person')
    .select(['id', 'name'])
    .where('name', 'in', [...new Set(wanted.map(({ name }) => name))])
    .execute();
  return wanted.flatMap(({ notice, name }) =>
    people
      .filter((person) => person.name === name && person.id !== notice.person_id)
      .map(({ id }) => ({ notice_id: notice.id, person_id: id, name })),
  );
}

/** Nothing where it is there already: written with the notice, or by a walk that was killed. */
async function mentionOnce(trx: Trx, mention: NoticeMentionRow): Promise<void> {
  try {
    await trx.insertInto('notice_mention').values(mention).execute();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
}

async function walkOf(db: Db) {
  return db.selectFrom('notice_mention_walk').selectAll().where('id', '=', WALK).executeTakeFirst();
}

async function keepPlace(trx: Trx, place: { after_id: string; ended_at: string | null }): Promise<void> {
  const isThere = await walkOf(trx);
  if (isThere) await trx.updateTable('notice_mention_walk').set(place).where('id', '=', WALK).execute();
  else
    await trx
      .insertInto('notice_mention_walk')
      .values({ id: WALK, ...place })
      .execute();
}

/** Ids begin with their time (see lib/id.ts): the least one of what was written since that edition. */
async function firstIdSince(db: Db): Promise<string> {
  const { applied_at } = await db
    .selectFrom('migration')
    .select('applied_at')
    .where('name', '=', SINCE)
    .executeTakeFirstOrThrow();
  const time = Date.parse(applied_at).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}`;
}
