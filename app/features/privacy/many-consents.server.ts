import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Trx } from '#db/database.ts';
import { noticeInForce } from './notices.server.ts';

const ROWS_AT_ONCE = 200;

/** Notes that many people agreed to the notice in force, for made-up academies; `readBy`: who read it to them, null when they read it themselves. */
export async function agreeMany(
  trx: Trx,
  { personIds, readBy, now }: { personIds: readonly string[]; readBy: Actor | null; now: Date },
): Promise<void> {
  const notice = await noticeInForce(trx, dayOf(now));
  if (!notice) return;
  const how = readBy
    ? { means: 'read-aloud', words: '听明白了，同意。', by_person_id: readBy.personId }
    : { means: 'self', words: '', by_person_id: null };
  const said = { kind: 'notice', notice_id: notice.id, answer: 'agreed', at: now.toISOString(), ...how };
  const rows = personIds.map((personId) => ({ id: newId(), person_id: personId, ...said }));
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await trx
      .insertInto('privacy_consent')
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .execute();
}
