import { createHash } from 'node:crypto';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import type { NoticeText } from './notice.schema.ts';

export interface PrivacyNotice {
  id: string;
  version: string;
  title: string;
  validFrom: string;
  /** Markdown. */
  summary: string;
  body: string;
}

/** Other words under a version that is published. */
export class NoticePublishedOtherwise extends Error {}

/**
 * Publishes a version of the privacy notice; from then on it never changes. The same words again change nothing. True when it is new. Source: PIPL
 * article 17, what changes in a notice is told; people agreed to the words that they saw.
 */
export async function publishNotice(
  db: Db,
  { notice, now }: { notice: NoticeText; now: Date },
): Promise<boolean> {
  const { version, title, validFrom, summary, body } = notice;
  const hash = createHash('sha256')
    .update(JSON.stringify([title, validFrom, body]))
    .digest('hex');
  const known = await db
    .selectFrom('privacy_notice')
    .select('content_hash')
    .where('version', '=', version)
    .executeTakeFirst();
  if (known?.content_hash === hash) return false;
  if (known) throw new NoticePublishedOtherwise(`privacy notice ${version} is published with other content`);
  const row = { id: newId(), version, title, valid_from: validFrom, summary, body, content_hash: hash };
  try {
    await db
      .insertInto('privacy_notice')
      .values({ ...row, published_at: now.toISOString() })
      .execute();
  } catch (error) {
    if (isUniqueViolation(error)) return publishNotice(db, { notice, now });
    throw error;
  }
  kept = new WeakMap();
  return true;
}

const KEPT_MS = 10_000;
let kept = new WeakMap<Db, { notices: Promise<PrivacyNotice[]>; at: number }>();

/** Every published version, the newest first; kept for ten seconds. At most one statement. */
export async function privacyNotices(db: Db): Promise<PrivacyNotice[]> {
  if (db.isTransaction) return readNotices(db);
  const known = kept.get(db);
  if (known && performance.now() - known.at < KEPT_MS) return known.notices;
  const notices = readNotices(db);
  kept.set(db, { notices, at: performance.now() });
  notices.catch(() => kept.delete(db));
  return notices;
}

const MOST_VERSIONS = 100;

async function readNotices(db: Db): Promise<PrivacyNotice[]> {
  const rows = await db
    .selectFrom('privacy_notice')
    .select(['id', 'version', 'title', 'valid_from', 'summary', 'body'])
    .orderBy('valid_from', 'desc')
    .orderBy('published_at', 'desc')
    .limit(MOST_VERSIONS)
    .execute();
  return rows.map(({ valid_from: validFrom, ...row }) => ({ ...row, validFrom }));
}

/** The version in force on a calendar day; null in an academy that has published none. At most one statement. */
export async function noticeInForce(db: Db, day: string): Promise<PrivacyNotice | null> {
  return (await privacyNotices(db)).find(({ validFrom }) => validFrom <= day) ?? null;
}
