import { endListedSession, endOtherSessions } from '#app/features/identity/listed-sessions.server.ts';
import { endAllSessions } from '#app/features/identity/sessions.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import { type Actor, holds } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';

/** Ends one of one's own sessions by the name that it is listed under; false where there is none. */
export async function endOwnSession(
  db: Db,
  { actor, personId, ref, now }: { actor: Actor; personId: string; ref: string; now: Date },
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    if (!(await endListedSession(trx, { personId, ref }))) return false;
    await writeJournal(trx, {
      actor,
      action: 'session.ended',
      subjectType: 'person',
      subjectId: personId,
      now,
    });
    return true;
  });
}

/** Ends one's own sessions everywhere else; answers how many. `sessionId`: the browser that stays signed in. */
export async function endOwnOthers(
  db: Db,
  { actor, personId, sessionId, now }: { actor: Actor; personId: string; sessionId: string; now: Date },
): Promise<number> {
  return inTransaction(db, async (trx) => {
    const ended = await endOtherSessions(trx, { personId, sessionId });
    if (ended > 0)
      await writeJournal(trx, {
        actor,
        action: 'sessions.ended',
        subjectType: 'person',
        subjectId: personId,
        detail: { ended },
        now,
      });
    return ended;
  });
}

export type EndingOutcome = { ok: true } | { ok: false; reason: 'not-yours-to-do' | 'self' };

/**
 * A security administrator signs somebody out everywhere: a phone was lost, somebody else knows the password. The person is told with
 * the reason. Source: 等级保护, an administrator can end sessions. Never one's own this way.
 */
export async function endSessionsOf(
  db: Db,
  { actor, personId, reason, now }: { actor: Actor; personId: string; reason: string; now: Date },
): Promise<EndingOutcome> {
  if (!holds(actor, 'security-admin')) return { ok: false, reason: 'not-yours-to-do' };
  if (actor.personId === personId) return { ok: false, reason: 'self' };
  await inTransaction(db, async (trx) => {
    await endAllSessions(trx, personId);
    const subject = { subjectType: 'person', subjectId: personId };
    await writeJournal(trx, { actor, action: 'sessions.ended', ...subject, detail: { reason }, now });
    await tell(trx, {
      personId,
      kind: 'security',
      title: '安全管理员让你的账号在所有设备上退出了登录',
      body: `原因：${reason}。请重新登录；如果觉得密码被别人知道了，请马上改密码。`,
      link: '/me/security',
      now,
    });
  });
  return { ok: true };
}
