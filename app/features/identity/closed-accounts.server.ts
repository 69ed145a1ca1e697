import { createHash } from 'node:crypto';
import { addDays, dayOf } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import { forgetKeptActors } from './kept-actors.server.ts';

/** `已注销 3F09C2A1`: how somebody is called whose account is closed. */
export const pseudonymOf = (code: string): string => `已注销 ${code}`;

/** A code that says nothing about the person: eight letters of the hash of their id, which is random. */
export function closedCode(personId: string): string {
  return createHash('sha256').update(personId).digest('hex').slice(0, 8).toUpperCase();
}

/**
 * Takes a person out of their account for good: name, user name and age band go, so do password and sessions; posts and rights end. Their user name is free
 * for others again: to keep it blocked would be to keep it. Rows of other rooms follow (`forget…`), after this one, which lets them. Source: PIPL article 47.
 */
export async function endAccount(
  trx: Trx,
  { personId, keepUntil, now }: { personId: string; keepUntil: string; now: Date },
): Promise<string> {
  const code = closedCode(personId);
  const today = dayOf(now);
  await trx
    .insertInto('closed_account')
    .values({ person_id: personId, code, closed_at: now.toISOString(), keep_until: keepUntil })
    .execute();
  await trx
    .updateTable('person')
    .set({
      ...{
        username: `closed-${personId}`,
        name: pseudonymOf(code),
        name_pinyin: `yizhuxiao${code.toLowerCase()}`,
      },
      ...{ age_band: null, preferred_view: 'standard', text_size: 1 },
    })
    .where('id', '=', personId)
    .execute();
  await trx.deleteFrom('password_credential').where('person_id', '=', personId).execute();
  await trx.deleteFrom('session').where('person_id', '=', personId).execute();
  await trx.deleteFrom('last_sign_in').where('person_id', '=', personId).execute();
  await trx.deleteFrom('known_browser').where('person_id', '=', personId).execute();
  await endOn(trx, personId, today);
  forgetKeptActors();
  return pseudonymOf(code);
}

/** Posts end with today, rights with yesterday; what has not begun ends where it begins. */
async function endOn(trx: Trx, personId: string, today: string): Promise<void> {
  const yesterday = addDays(today, -1);
  await trx
    .updateTable('appointment')
    .set({ valid_to: today })
    .where('person_id', '=', personId)
    .where('valid_from', '<=', today)
    .where(({ or, eb }) => or([eb('valid_to', 'is', null), eb('valid_to', '>', today)]))
    .execute();
  await trx
    .deleteFrom('appointment')
    .where('person_id', '=', personId)
    .where('valid_from', '>', today)
    .execute();
  await trx
    .updateTable('role_grant')
    .set({ valid_to: yesterday })
    .where('person_id', '=', personId)
    .where(({ or, eb }) => or([eb('valid_to', 'is', null), eb('valid_to', '>', yesterday)]))
    .execute();
}

/** Whether somebody's account is closed, and what they are called. One statement. */
export async function closedAccount(
  db: Db,
  personId: string,
): Promise<{ code: string; keepUntil: string } | null> {
  const row = await db
    .selectFrom('closed_account')
    .select(['code', 'keep_until'])
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row ? { code: row.code, keepUntil: row.keep_until } : null;
}
