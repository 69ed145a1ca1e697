import { endOtherSessions } from '#app/features/identity/listed-sessions.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { SecretEnv } from '#app/lib/secret.server.ts';
import type { Trx } from '#db/database.ts';

/** One's own second step is changed by oneself. */
export interface OwnChange {
  env: SecretEnv;
  actor: Actor;
  personId: string;
  /** The session that goes on: all others of the person end. */
  sessionId: string | null;
  now: Date;
}

const told: Record<string, string> = {
  'second-step.set-up': '你的账号开启了两步登录',
  'second-step.removed': '你的账号关闭了两步登录',
  'recovery-codes.made': '你的账号换了新的备用码',
};

/**
 * Writes down that somebody changed their own second step, and tells them: somebody else at their machine would do just this. Their other sessions end with it, because they
 * were opened by what no longer holds.
 */
export async function noteOwnChange(
  trx: Trx,
  { actor, personId, sessionId, action, now }: Omit<OwnChange, 'env'> & { action: string },
): Promise<void> {
  const ended = await endOtherSessions(trx, { personId, sessionId: sessionId ?? '' });
  const subject = { subjectType: 'person', subjectId: personId };
  await writeJournal(trx, { actor, action, ...subject, ...(ended > 0 ? { detail: { ended } } : {}), now });
  await tell(trx, {
    personId,
    kind: 'security',
    title: told[action] ?? '',
    body: '别处的登录都已经退出。如果不是本人操作的，请马上联系安全管理员。',
    link: '/me/security',
    now,
  });
}
