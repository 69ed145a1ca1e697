import { createHash, randomBytes } from 'node:crypto';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';

const TOKEN_BYTES = 32;
const TOKEN = /^[\w-]{43}$/;
const MOST_TRIES = 3;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * Makes the actor's own calendar link and ends the one before: there is one at a time. The token (43 characters, 256 random bits) is
 * returned this once; only its SHA-256 is kept.
 */
export async function makeCalendarLink(
  db: Db,
  { actor, now }: { actor: Actor; now: Date },
): Promise<{ token: string }> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  for (let tries = 1; ; tries += 1) {
    try {
      await inTransaction(db, (trx) => replaceLink(trx, { actor, tokenHash: hashOf(token), now }));
      return { token };
    } catch (error) {
      // Made twice in the same moment: the later one counts.
      if (!isUniqueViolation(error) || tries === MOST_TRIES) throw error;
    }
  }
}

async function replaceLink(
  trx: Trx,
  { actor, tokenHash, now }: { actor: Actor; tokenHash: string; now: Date },
): Promise<void> {
  const personId = personOf(actor);
  const id = newId();
  await endActive(trx, personId, now);
  await trx
    .insertInto('calendar_link')
    .values({
      id,
      person_id: personId,
      token_hash: tokenHash,
      active: 1,
      created_at: now.toISOString(),
      ended_at: null,
    })
    .execute();
  await writeJournal(trx, {
    actor,
    action: 'calendar-link.made',
    subjectType: 'calendar-link',
    subjectId: id,
    now,
  });
}

/** Ends the actor's own calendar link; false when there is none. Whoever has it gets nothing from then on. */
export async function endCalendarLink(
  db: Db,
  { actor, now }: { actor: Actor; now: Date },
): Promise<{ ok: boolean }> {
  return inTransaction(db, async (trx) => {
    const personId = personOf(actor);
    const link = await calendarLinkOf(trx, personId);
    if (!link || !(await endActive(trx, personId, now))) return { ok: false };
    await writeJournal(trx, {
      actor,
      action: 'calendar-link.ended',
      subjectType: 'calendar-link',
      subjectId: link.id,
      now,
    });
    return { ok: true };
  });
}

async function endActive(trx: Trx, personId: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('calendar_link')
    .set({ active: null, ended_at: now.toISOString() })
    .where('person_id', '=', personId)
    .where('active', '=', 1)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

function personOf({ personId, name }: Actor): string {
  if (!personId) throw new Error(`${name} is nobody who has a timetable`);
  return personId;
}

/** Somebody's link that works now and when it was made, or null. Its token is not known any more. One statement. */
export async function calendarLinkOf(
  db: Db,
  personId: string,
): Promise<{ id: string; createdAt: string } | null> {
  const row = await db
    .selectFrom('calendar_link')
    .select(['id', 'created_at'])
    .where('person_id', '=', personId)
    .where('active', '=', 1)
    .executeTakeFirst();
  return row ? { id: row.id, createdAt: row.created_at } : null;
}

/** Whose calendar a token opens; null for one that was ended or never was. One statement, none for what cannot be a token. */
export async function personOfToken(db: Db, token: string): Promise<string | null> {
  if (!TOKEN.test(token)) return null;
  const row = await db
    .selectFrom('calendar_link')
    .select('person_id')
    .where('token_hash', '=', hashOf(token))
    .where('active', '=', 1)
    .executeTakeFirst();
  return row?.person_id ?? null;
}
