import { requireActor } from '#app/features/identity/gate.server.ts';
import { endSession, sessionIdOf, startSession } from '#app/features/identity/sessions.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Loading } from './world.ts';

/**
 * Somebody of the demo world, let in by the gate as through the door: a session is begun for them, asked for its actor and
 * ended. So what they do in the world's past is done by them, with the rights that they have.
 */
export async function actAs({ trx, now }: Pick<Loading, 'trx' | 'now'>, personId: string): Promise<Actor> {
  const cookie = (await startSession(trx, { personId, secure: false, now })).split(';')[0] ?? '';
  const request = new Request('http://localhost/', { headers: { cookie } });
  const actor = await requireActor(request, { db: trx, now: () => now });
  await endSession(trx, sessionIdOf(cookie) ?? '');
  return actor;
}
