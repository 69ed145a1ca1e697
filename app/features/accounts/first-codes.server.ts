import { grantsOf } from '#app/features/identity/held-roles.server.ts';
import { isReached, reachBy } from '#app/features/identity/reach.server.ts';
import { needsAnotherHand } from '#app/features/identity/two-hands.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import type { SealingEnv } from '#app/features/sealing/key-files.server.ts';
import { ringOf } from '#app/features/sealing/ring.server.ts';
import { type Actor, holds } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { FIRST_HOURS, type Identified, identifiedNames } from './codes.rules.ts';
import { codeHash, newSpoken } from './codes.server.ts';
import { helperRoles, helpingRoles } from './helping.rules.ts';

export interface Help {
  env: SealingEnv;
  actor: Actor;
  personId: string;
  identified: Identified;
  now: Date;
}

export type HelpOutcome =
  | { ok: true; code: string; expiresAt: string }
  /** `unreached`: as if there were no such person. `stronger`: they may do more than the helper. */
  /** `second-person`: an administrator whose second step the same helper took away lately. */
  | { ok: false; reason: 'unreached' | 'self' | 'stronger' | 'second-person' | 'busy' };

/** Whether an actor may help somebody to a new password at all, before any form is shown. */
export async function mayHelp(
  db: Db,
  { actor, personId, now }: Pick<Help, 'actor' | 'personId' | 'now'>,
): Promise<'yes' | 'unreached' | 'self' | 'stronger' | 'second-person'> {
  if (!holds(actor, ...helperRoles)) return 'unreached';
  if (!(await isReached(db, reachBy(actor, helperRoles, now), personId))) return 'unreached';
  if (actor.personId === personId) return 'self';
  const theirs = (await grantsOf(db, personId, dayOf(now))).map(({ role }) => role);
  const own = helpingRoles(
    actor.roles.map(({ role }) => role),
    theirs,
  );
  if (!(await isReached(db, reachBy(actor, own, now), personId))) return 'stronger';
  const other = { actorId: actor.personId, action: 'second-step.taken-away', personId, roles: theirs, now };
  return (await needsAnotherHand(db, other)) ? 'second-person' : 'yes';
}

/**
 * Gives a helper a code that the person types at /login/first to choose a password of their own; the one before ends with it. The helper says how
 * they made sure of the person; the person is told. The password stays as it is until then. Source: domain.md §5.2, brief of sign-in.
 */
export async function giveFirstCode(db: Db, help: Help): Promise<HelpOutcome> {
  const { env, actor, personId, identified, now } = help;
  const may = await mayHelp(db, help);
  if (may !== 'yes') return { ok: false, reason: may };
  const ring = await ringOf(db, env);
  const code = newSpoken();
  const at = now.toISOString();
  const expiresAt = new Date(now.getTime() + FIRST_HOURS * 3600_000).toISOString();
  try {
    await inTransaction(db, async (trx) => {
      await trx
        .updateTable('first_code')
        .set({ active: null, ended_at: at })
        .where('person_id', '=', personId)
        .where('active', '=', 1)
        .execute();
      await trx
        .insertInto('first_code')
        .values({
          ...{ id: newId(), person_id: personId, code_hash: codeHash(ring, `first:${personId}`, code) },
          ...{ identified, given_by: actor.personId, given_at: at, expires_at: expiresAt },
          ...{ tries: 0, active: 1, ended_at: null, used_at: null },
        })
        .execute();
      await writeJournal(trx, {
        ...{ actor, action: 'first-code.given', subjectType: 'person', subjectId: personId },
        ...{ detail: { identified }, now },
      });
      await tell(trx, {
        ...{
          personId,
          kind: 'account',
          title: '有人帮你重设密码',
          link: '/help/password',
          mentions: [actor],
          now,
        },
        body: `${actor.name}（${identifiedNames[identified]}）给了你一个一次性登录码，用它设新密码以前，原来的密码照样能用。不是你请的，请告诉学院教务。`,
      });
    });
  } catch (error) {
    // Two helpers at the same moment: one of the codes holds.
    if (!isUniqueViolation(error)) throw error;
    return { ok: false, reason: 'busy' };
  }
  return { ok: true, code, expiresAt };
}
