import { type ContactKind, contactNames, masked } from '#app/features/contacts/contact.rules.ts';
import { addressOf, setContact } from '#app/features/contacts/contacts.server.ts';
import { send } from '#app/features/messages/sending.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import { ringOf } from '#app/features/sealing/ring.server.ts';
import { openField, sealField } from '#app/features/sealing/seal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { MOST_TRIES, RESET_MINUTES, typedCode } from './codes.rules.ts';
import { codeHash, isSameHash, newDigits } from './codes.server.ts';
import { withinLimits } from './limits.server.ts';
import type { CodeEnv } from './reset-codes.server.ts';

export interface ContactAsk {
  env: CodeEnv;
  personId: string;
  kind: ContactKind;
  /** As `readContact` gives it. */
  value: string;
  now: Date;
}

/**
 * Sends a code to a new phone number or address of one's own; it holds only once the code came back. Whether somebody else has it is not told here: then
 * the code goes there all the same, and who has it knows what it is about.
 */
export async function askForContact(
  db: Db,
  { env, personId, kind, value, now }: ContactAsk,
): Promise<{ ok: true } | { ok: false; reason: 'too-many' }> {
  const ring = await ringOf(db, env);
  const limits = [
    { of: `contact:person:${personId}`, most: 5, minutes: 60 },
    { of: `contact:to:${codeHash(ring, 'to', value)}`, most: 3, minutes: 60 },
  ];
  if (!(await withinLimits(db, limits, now))) return { ok: false, reason: 'too-many' };
  const code = newDigits();
  const { sealed, keyId } = sealField(ring, { owner: personId, field: `new-${kind}`, text: value });
  const expires = new Date(now.getTime() + RESET_MINUTES * 60_000);
  await inTransaction(db, async (trx) => {
    await forget(trx, personId, kind);
    await trx
      .insertInto('contact_change')
      .values({
        ...{ id: newId(), person_id: personId, kind, sealed, key_id: keyId, tries: 0 },
        code_hash: codeHash(ring, `contact:${personId}:${kind}`, code),
        ...{ asked_at: now.toISOString(), expires_at: expires.toISOString() },
      })
      .execute();
    await send(trx, {
      env,
      to: toward({ personId, kind, value }),
      kind: 'contact',
      subject: `社区学院：确认${contactNames[kind]}`,
      words: `【社区学院】有人要把这个${contactNames[kind]}登记到自己的账号上，验证码是 ${code}，${RESET_MINUTES} 分钟内有效。不是你本人操作，不用理会，也不要给别人。`,
      usefulUntil: expires,
      now,
    });
  });
  return { ok: true };
}

export interface ContactConfirm {
  env: CodeEnv;
  actor: Actor;
  personId: string;
  kind: ContactKind;
  code: string;
  now: Date;
}

export type ConfirmOutcome = { ok: true } | { ok: false; reason: 'wrong' | 'taken' };

/** Puts a confirmed contact in the place of the one before, and tells that one. Five tries, then a new code must be sent. */
export async function confirmContact(db: Db, confirm: ContactConfirm): Promise<ConfirmOutcome> {
  const { env, actor, personId, kind, now } = confirm;
  const ring = await ringOf(db, env);
  const counted = await countTry(db, confirm);
  const change = await db
    .selectFrom('contact_change')
    .selectAll()
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .executeTakeFirst();
  const hash = codeHash(ring, `contact:${personId}:${kind}`, typedCode(confirm.code));
  if (!change || !counted || !isSameHash(change.code_hash, hash)) return { ok: false, reason: 'wrong' };
  const { key_id: keyId, sealed } = change;
  const value = openField(ring, { owner: personId, field: `new-${kind}`, keyId, sealed });
  if (value === null) return { ok: false, reason: 'wrong' };
  return inTransaction(db, async (trx) => {
    const old = await addressOf(trx, { env, personId, kind });
    const set = await setContact(trx, {
      ...{ env, actor, personId, kind, value, source: 'self', confirmed: true, now },
    });
    await forget(trx, personId, kind);
    if (!set.ok) return set;
    await tell(trx, {
      ...{
        personId,
        kind: 'account',
        title: `${contactNames[kind]}已经换好`,
        link: '/me/settings/contacts',
        now,
      },
      body: `你的${contactNames[kind]}现在是 ${masked(kind, value)}。不是你本人换的，请马上告诉学院教务。`,
    });
    if (old && old.value !== value)
      await send(trx, {
        env,
        to: toward({ personId, kind, value: old.value }),
        kind: 'note',
        subject: `社区学院：${contactNames[kind]}换了`,
        words: `【社区学院】你账号上的${contactNames[kind]}刚刚换成了 ${masked(kind, value)}。不是你本人换的，请马上告诉学院教务。`,
        now,
      });
    return { ok: true };
  });
}

/** What waits for its code; masked. */
export async function waitingContacts(
  db: Db,
  { env, personId, now }: { env: CodeEnv; personId: string; now: Date },
): Promise<{ kind: ContactKind; masked: string }[]> {
  const rows = await db
    .selectFrom('contact_change')
    .select(['kind', 'sealed', 'key_id'])
    .where('person_id', '=', personId)
    .where('expires_at', '>', now.toISOString())
    .execute();
  if (rows.length === 0) return [];
  const ring = await ringOf(db, env);
  return rows.flatMap(({ kind, sealed, key_id: keyId }) => {
    const value = openField(ring, { owner: personId, field: `new-${kind}`, keyId, sealed });
    return value === null ? [] : [{ kind: kind as ContactKind, masked: masked(kind as ContactKind, value) }];
  });
}

function toward({ personId, kind, value }: { personId: string; kind: ContactKind; value: string }) {
  const way = kind === 'phone' ? ('sms' as const) : ('email' as const);
  return { way, address: value, masked: masked(kind, value), personId };
}

async function countTry(db: Db, { personId, kind, now }: ContactConfirm): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('contact_change')
    .set(({ eb }) => ({ tries: eb('tries', '+', 1) }))
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .where('tries', '<', MOST_TRIES)
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}

async function forget(trx: Trx, personId: string, kind: ContactKind): Promise<void> {
  await trx.deleteFrom('contact_change').where('person_id', '=', personId).where('kind', '=', kind).execute();
}
