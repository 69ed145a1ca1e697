import type { PlacedFile } from '#app/features/media/files.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { policy } from './declarable.rules.ts';
import type { DeclarationForm } from './declaration.schema.ts';
import { changeFiles, sumsOf } from './evidence.server.ts';
import { chosenItem } from './same-items.server.ts';
import { mayWrite } from './states.rules.ts';
import { declarationRow, heldDeclaration } from './steps.server.ts';

export interface NewDeclaration {
  actor: Actor;
  /** Of the page: sent again, it finds what the first sending made. */
  formToken: string;
  category: string;
  activity: string;
  form: DeclarationForm;
  files?: readonly PlacedFile[];
  now: Date;
}

export type Begun =
  | { ok: true; declarationId: string; again: boolean; tooManyFiles: boolean }
  | { ok: false; reason: 'too-many' };

/**
 * Begins a declaration as a draft that only its author sees. The same form sent fifty times at once makes one: a form has a token, and
 * one person's token is unique.
 */
export async function beginDeclaration(db: Db, declared: NewDeclaration): Promise<Begun> {
  const { actor, formToken } = declared;
  const personId = actor.personId ?? '';
  return inTransaction(db, async (trx): Promise<Begun> => {
    const known = await ofToken(trx, { personId, formToken });
    if (known) return sentAgain(trx, known, declared);
    if ((await undecided(trx, personId)) >= policy.mostUndecided) return { ok: false, reason: 'too-many' };
    const id = newId();
    const { category, activity, form } = declared;
    const sameAs = await chosenItem(trx, { personId, category, activity, chosen: form.sameAs });
    try {
      await trx
        .insertInto('declaration')
        .values({ id, person_id: personId, form_token: formToken, ...firstRow(declared), same_as: sameAs })
        .execute();
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      return sentAgain(trx, (await ofToken(trx, { personId, formToken })) ?? id, declared);
    }
    const { tooMany } = await changeFiles(trx, { declarationId: id, ...declared });
    return { ok: true, declarationId: id, again: false, tooManyFiles: tooMany };
  });
}

/**
 * Somebody went back to the form and sent it once more: while what the first sending made is a draft, it takes the words and the files that
 * are new. The same again changes nothing; a file that is there already is left to whoever looks after bytes that nobody kept.
 */
async function sentAgain(
  trx: Trx,
  declarationId: string,
  { actor, form, files = [], now }: NewDeclaration,
): Promise<Begun> {
  const same: Begun = { ok: true, declarationId, again: true, tooManyFiles: false };
  const row = await heldDeclaration(trx, declarationId);
  if (row?.state !== 'draft') return same;
  const { person_id: personId, category, activity } = row;
  const same_as = await chosenItem(trx, { personId, category, activity, chosen: form.sameAs });
  const words = { ...wordsOf(form), same_as };
  const isChanged = Object.entries(words).some(([name, value]) => row[name as keyof typeof words] !== value);
  const there = new Set(await sumsOf(trx, declarationId));
  const added = files.filter(({ row: { sha256 } }) => !there.has(sha256));
  if (!isChanged && added.length === 0) return same;
  await trx
    .updateTable('declaration')
    .set({ ...words, saved_at: now.toISOString() })
    .where('id', '=', declarationId)
    .execute();
  const { tooMany } = await changeFiles(trx, { declarationId, actor, files: added, now });
  return { ...same, tooManyFiles: tooMany };
}

async function ofToken(trx: Trx, { personId, formToken }: { personId: string; formToken: string }) {
  const row = await trx
    .selectFrom('declaration')
    .select('id')
    .where('person_id', '=', personId)
    .where('form_token', '=', formToken)
    .executeTakeFirst();
  return row?.id ?? null;
}

async function undecided(trx: Trx, personId: string): Promise<number> {
  const { total } = await trx
    .selectFrom('declaration')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .where('person_id', '=', personId)
    .where('state', 'in', ['draft', 'waiting', 'returned'])
    .executeTakeFirstOrThrow();
  return Number(total);
}

function firstRow({ category, activity, form, now }: NewDeclaration) {
  return {
    category,
    activity,
    ...wordsOf(form),
    state: 'draft',
    steps: 0,
    saved_at: now.toISOString(),
    sent_at: null,
    matter_key: null,
    certificate_key: null,
  };
}

function wordsOf(form: DeclarationForm) {
  const { title, organiser, part, certificate, companions, words, level, units, again } = form;
  const row = { title, organiser, part, certificate, companions, words, level, units };
  return { ...row, again: again ? 1 : 0, occurred_on: form.occurredOn };
}

export interface Changing {
  actor: Actor;
  declarationId: string;
  form: DeclarationForm;
  /** When what the page showed was saved: another page's words are never written over. */
  seen: string;
  files?: readonly PlacedFile[];
  remove?: string | null;
  now: Date;
}

export type Changed =
  | { ok: true; tooManyFiles: boolean }
  | { ok: false; reason: 'not-found' | 'closed' | 'changed' };

/** Saves the words and files of one's own draft, or of what came back. */
export async function changeDeclaration(db: Db, changing: Changing): Promise<Changed> {
  const { actor, declarationId, form, seen, now } = changing;
  return inTransaction(db, async (trx): Promise<Changed> => {
    const row = await declarationRow(trx, declarationId);
    if (row?.person_id !== actor.personId) return { ok: false, reason: 'not-found' };
    const { person_id: personId, category, activity } = row;
    const chosen = form.sameAs === declarationId ? '' : form.sameAs;
    const same_as = await chosenItem(trx, { personId, category, activity, chosen });
    const { numUpdatedRows } = await trx
      .updateTable('declaration')
      .set({ ...wordsOf(form), same_as, saved_at: now.toISOString() })
      .where('id', '=', declarationId)
      .where('state', 'in', ['draft', 'returned'])
      .where('saved_at', '=', seen)
      .executeTakeFirst();
    if (Number(numUpdatedRows) !== 1)
      return { ok: false, reason: mayWrite(row.state as 'draft') ? 'changed' : 'closed' };
    const { tooMany } = await changeFiles(trx, changing);
    return { ok: true, tooManyFiles: tooMany };
  });
}
