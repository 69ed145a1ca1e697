import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { readyStatement } from '#db/ready-statement.server.ts';
import { inTransaction } from '#db/transaction.server.ts';

export interface NewNotice {
  personId: string;
  /** What it is about, for sorting and later for choosing the way: `offer`, `credit`, `evaluation`. */
  kind: string;
  title: string;
  body: string;
  /** The page where something can be done about it. */
  link?: string | null;
  /** Other people whose names stand in it: when such an account is closed, the name goes out of it. Of nobody (a job) nothing is noted. */
  mentions?: readonly { personId: string | null; name: string }[];
  now: Date;
}

export interface Notice {
  id: string;
  kind: string;
  title: string;
  body: string;
  link: string | null;
  createdAt: string;
}

export const TITLE_LENGTH = 120;
export const BODY_LENGTH = 500;

/** Tells a person something, in the transaction that causes it. Texts too long for the row are cut with an ellipsis. */
export async function tell(trx: Db, notice: NewNotice): Promise<void> {
  await tellMany(trx, [notice]);
}

/** Few enough that an embedded database takes them in a few milliseconds, in which nobody else has a turn. */
const ROWS_AT_ONCE = 200;

/** Tells many people something, in the transaction that causes it. */
export async function tellMany(trx: Db, notices: readonly NewNotice[]): Promise<void> {
  const rows = notices.map((notice) => ({
    id: newId(),
    person_id: notice.personId,
    kind: notice.kind,
    title: cut(notice.title, TITLE_LENGTH),
    body: cut(notice.body, BODY_LENGTH),
    link: notice.link ?? null,
    created_at: notice.now.toISOString(),
  }));
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await trx
      .insertInto('notice')
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .execute();
  const mentions = notices.flatMap((notice, at) => mentionsOf(notice, rows[at]?.id ?? ''));
  for (let from = 0; from < mentions.length; from += ROWS_AT_ONCE)
    await trx
      .insertInto('notice_mention')
      .values(mentions.slice(from, from + ROWS_AT_ONCE))
      .execute();
}

function mentionsOf({ personId: reader, mentions = [] }: NewNotice, notice_id: string) {
  const others = new Map(mentions.map(({ personId, name }) => [personId, name]));
  return [...others].flatMap(([person_id, name]) =>
    person_id === null || person_id === reader ? [] : [{ notice_id, person_id, name }],
  );
}

function cut(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}

/** What a person has not read yet, newest first, at most `limit`. */
export async function unreadNotices(db: Db, personId: string, limit = 20): Promise<Notice[]> {
  const { rows } = await unread(db, { personId, limit });
  return rows.map(({ created_at, ...row }) => ({ ...row, createdAt: created_at }));
}

const unread = readyStatement<{ personId: string; limit: number }>()((db, place) =>
  db
    .selectFrom('notice')
    .leftJoin('notice_reading', 'notice_reading.notice_id', 'notice.id')
    .select(['notice.id', 'kind', 'title', 'body', 'link', 'created_at'])
    .where('person_id', '=', place('personId'))
    .where('notice_reading.notice_id', 'is', null)
    .orderBy('created_at', 'desc')
    .limit(place('limit')),
);

/** Marks one's own notice as read. False when there is no such notice for this person; reading twice is fine. */
export async function readNotice(
  db: Db,
  { noticeId, personId, now }: { noticeId: string; personId: string; now: Date },
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const own = await trx
      .selectFrom('notice')
      .select('id')
      .where('id', '=', noticeId)
      .where('person_id', '=', personId)
      .executeTakeFirst();
    if (!own) return false;
    try {
      await trx
        .insertInto('notice_reading')
        .values({ notice_id: noticeId, read_at: now.toISOString() })
        .execute();
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
    }
    return true;
  });
}
