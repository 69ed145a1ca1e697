import { closedAccount } from '#app/features/identity/closed-accounts.server.ts';
import { findPerson } from '#app/features/identity/people.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import type { Db, Trx } from '#db/database.ts';
import type { Obstacle } from './account-closing.rules.ts';
import { endClosing } from './asking-to-close.server.ts';

interface Declining {
  closingId: string;
  personId: string;
  /** Of the staff, where the person did not ask for themselves. */
  askedBy: string | null;
  obstacles: readonly Obstacle[];
  now: Date;
}

const WORDS_LENGTH = 480;

/**
 * Ends a wish on its day without closing the account, because something is open again: the person, and whoever asked for them, are told what it was and that
 * it can be asked again. False when the wish had ended before.
 */
export async function declineClosing(trx: Trx, declining: Declining): Promise<boolean> {
  const { closingId, personId, askedBy, obstacles, now } = declining;
  const all = obstacles.map(({ what }) => what).join('；');
  const words = [...all].slice(0, WORDS_LENGTH).join('');
  if (!(await endClosing(trx, { closingId, kind: 'declined', by: null, words, now }))) return false;
  await writeJournal(trx, {
    ...{ actor: systemActor('privacy'), action: 'account.closing-declined' },
    ...{ subjectType: 'person', subjectId: personId, detail: { count: obstacles.length }, now },
  });
  const body = `到了办理的日子，还有没办完的事：${words}。办完以后可以再提。`;
  const own = { title: '账号没有注销', body, link: '/me/data/closing' };
  await tell(trx, { personId, kind: 'privacy', ...own, now });
  if (!askedBy || (await closedAccount(trx, askedBy))) return true;
  const name = (await findPerson(trx, personId))?.name ?? '';
  const told = { title: `${name}的账号没有注销`, body, mentions: [{ personId, name }] };
  const link = `/admin/people/${personId}/closing`;
  await tell(trx, { personId: askedBy, kind: 'privacy', ...told, link, now });
  return true;
}

/** When somebody's last wish came to nothing, and what stood in the way; null where it did not, or none was made. One statement, by an index. */
export async function declinedClosing(
  db: Db,
  personId: string,
): Promise<{ at: string; words: string } | null> {
  const last = await db
    .selectFrom('account_closing')
    .leftJoin('account_closing_end as ended', 'ended.closing_id', 'account_closing.id')
    .select(['ended.kind', 'ended.at', 'ended.words'])
    .where('person_id', '=', personId)
    .orderBy('asked_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.kind === 'declined' ? { at: last.at ?? '', words: last.words ?? '' } : null;
}
