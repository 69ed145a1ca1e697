import { writeJournal } from '#app/features/journal/journal.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import { type Actor, holds } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type LockedBy, lockOf } from './locked-accounts.server.ts';

export type Unlocking = { ok: true } | { ok: false; reason: 'not-yours-to-do' | 'self' | 'not-locked' };

/**
 * A security administrator lets an account in again that wrong guesses locked; its failures are forgotten, and the person is told why. Never one's own:
 * whoever guesses at it could sit at one's machine. The password stays as it is. Source: 等级保护, handling of failed sign-ins.
 */
export async function unlockAccount(
  db: Db,
  { actor, personId, reason, now }: { actor: Actor; personId: string; reason: string; now: Date },
): Promise<Unlocking> {
  if (!holds(actor, 'security-admin')) return { ok: false, reason: 'not-yours-to-do' };
  if (actor.personId === personId) return { ok: false, reason: 'self' };
  return inTransaction(db, async (trx) => {
    const lock = await lockOf(trx, personId, now);
    const { numDeletedRows } = await trx
      .deleteFrom('sign_in_series')
      .where('person_id', '=', personId)
      .where('locked_until', '>', now.toISOString())
      .executeTakeFirst();
    if (!lock || numDeletedRows === 0n) return { ok: false, reason: 'not-locked' };
    await trx.deleteFrom('sign_in_series').where('person_id', '=', personId).execute();
    const subject = { subjectType: 'person', subjectId: personId };
    await writeJournal(trx, { actor, action: 'sign-in.unlocked', ...subject, detail: { reason }, now });
    await tell(trx, {
      personId,
      kind: 'security',
      title: '安全管理员放开了你被锁住的登录',
      body: unlockedWords(lock, reason),
      link: '/me/security',
      now,
    });
    return { ok: true };
  });
}

/** Whoever was asked for the code of the second step had come past the first one, or sat at a machine that was left open. */
function unlockedWords({ byCode }: LockedBy, reason: string): string {
  return byCode
    ? `有人过了登录的第一步（知道你的密码、用你的统一身份，或者正用着你登录的机器），连着填错两步登录的码，账号锁了一阵子。放开的原因：${reason}。不是你自己填的，请马上退出所有设备，有密码的马上改。`
    : `有人连着输错你的密码，账号锁了一阵子。放开的原因：${reason}。不是你自己输错的，请改密码。`;
}
