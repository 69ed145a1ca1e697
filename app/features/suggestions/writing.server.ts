import { lockPerson } from '#app/features/identity/appointments.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { isId, newId, newRandomId } from '#app/lib/id.ts';
import { dayOnly } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { dueOn } from './clock.rules.ts';
import { codeHash, receiptCode } from './codes.ts';
import { policy } from './policy.rules.ts';
import { plainAbout, type SuggestionKind } from './suggestions.rules.ts';
import type { WrittenLately } from './too-many.ts';

export interface Writing {
  /** Whoever is signed in, if anybody. Of what is written without a name nothing of them is kept. */
  actor: Actor | null;
  named: boolean;
  kind: SuggestionKind;
  about: string;
  words: string;
  /** Of the page that it was written on. */
  token: string;
  /** Of the machine that asks: for the limit, kept nowhere. */
  address: string;
  lately: WrittenLately;
  now: Date;
  /** The academy's own policy unless a test says otherwise. */
  publicMayWrite?: boolean;
}

export type Written =
  | { ok: true; suggestionId: string; code: null }
  | { ok: true; suggestionId: null; code: string }
  | { ok: false; reason: 'sign-in' | 'too-many' | 'old-page' };

const DAY_MS = 86_400_000;

/**
 * Puts a suggestion into the box. With a name it belongs to whoever is signed in; without one it stores neither person nor hour and answers the code by
 * which alone it can be followed. The same form sent again is there once. Refused: of strangers where the policy keeps the box to members
 * (`sign-in`), of more than the policy allows (`too-many`), of a page that has no token (`old-page`).
 */
export async function writeSuggestion(db: Db, writing: Writing): Promise<Written> {
  const { actor, named, publicMayWrite = policy.publicMayWrite } = writing;
  if (!isId(writing.token)) return { ok: false, reason: 'old-page' };
  if (!actor?.personId && (named || !publicMayWrite)) return { ok: false, reason: 'sign-in' };
  return named && actor?.personId
    ? withName(db, { ...writing, actor, personId: actor.personId })
    : withoutName(db, writing);
}

async function withName(db: Db, writing: Writing & { actor: Actor; personId: string }): Promise<Written> {
  const { actor, personId, now } = writing;
  const code = codeFor(writing, personId);
  return inTransaction(db, async (trx): Promise<Written> => {
    // One form of a person after the other, so that the limit holds also for many at once.
    await lockPerson(trx, personId);
    const known = await suggestionOfCode(trx, code);
    if (known) return { ok: true, suggestionId: known, code: null };
    if ((await writtenSince(trx, personId, now)) >= policy.mostOfAPersonPerDay)
      return { ok: false, reason: 'too-many' };
    const suggestionId = newId();
    await insert(trx, { writing, id: suggestionId, personId, code, at: now.toISOString() });
    const subject = { subjectType: 'suggestion', subjectId: suggestionId };
    await writeJournal(trx, { actor, action: 'suggestion.written', ...subject, now });
    return { ok: true, suggestionId, code: null };
  });
}

/** Forms that are being written down: the same one sent again meanwhile counts once. */
const underWay = new Map<string, Promise<Written>>();

async function withoutName(db: Db, writing: Writing): Promise<Written> {
  const code = codeFor(writing, '');
  const begun = underWay.get(code) ?? onceWithoutName(db, writing, code).finally(() => underWay.delete(code));
  underWay.set(code, begun);
  return begun;
}

async function onceWithoutName(db: Db, writing: Writing, code: string): Promise<Written> {
  const { address, lately, now } = writing;
  if (await suggestionOfCode(db, code)) return { ok: true, suggestionId: null, code };
  const most = { ofAddress: policy.mostOfAnAddressPerHour, ofAll: policy.mostWithoutNamePerHour };
  if (!lately.mayWrite(address, most, now)) return { ok: false, reason: 'too-many' };
  try {
    // Neither the id nor the time tells when it was: together with the log of the requests that would tell by whom.
    const at = dayOnly(now).toISOString();
    await inTransaction(db, (trx) => insert(trx, { writing, id: newRandomId(), personId: null, code, at }));
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
  return { ok: true, suggestionId: null, code };
}

const codeFor = ({ token, kind, about, words }: Writing, personId: string) =>
  receiptCode(token, [personId, kind, about, words]);

async function suggestionOfCode(db: Db, code: string): Promise<string | null> {
  const row = await db
    .selectFrom('suggestion')
    .select('id')
    .where('code_hash', '=', codeHash(code))
    .executeTakeFirst();
  return row?.id ?? null;
}

async function writtenSince(trx: Trx, personId: string, now: Date): Promise<number> {
  const rows = await trx
    .selectFrom('suggestion')
    .select('id')
    .where('person_id', '=', personId)
    .where('received_at', '>', new Date(now.getTime() - DAY_MS).toISOString())
    .limit(policy.mostOfAPersonPerDay)
    .execute();
  return rows.length;
}

interface Insert {
  writing: Writing;
  id: string;
  personId: string | null;
  code: string;
  at: string;
}

async function insert(trx: Trx, { writing, id, personId, code, at }: Insert): Promise<void> {
  const { kind, about, words, now } = writing;
  await trx
    .insertInto('suggestion')
    .values({
      ...{ id, person_id: personId, code_hash: codeHash(code), kind, about: plainAbout(about), words },
      ...{ state: 'received', desk: policy.desks[kind], owner_person_id: null, steps: 1 },
      ...{ received_at: at, clock_from: at, due_on: dueOn('received', at, now) },
      ...{ answered_in_time: null, said_again: 0 },
    })
    .execute();
  await trx
    .insertInto('suggestion_step')
    .values({
      ...{ suggestion_id: id, number: 1, kind: 'received', at },
      ...{ by_person_id: null, desk: '', words: '' },
    })
    .execute();
}
