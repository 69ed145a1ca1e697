import type { IncomingWork } from '#app/features/media/incoming-work.server.ts';
import { fileRefusals, refusedFileWords } from '#app/features/media/work-file-words.ts';
import type { Actor } from '#app/lib/actor.ts';
import { type FormAnswer, formErrors } from '#app/lib/form-answer.ts';
import { isId, newId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import type { DeclarationRow } from '#db/tables/declarations.ts';
import { declarationForm } from './declaration.schema.ts';
import { declarationRefusals } from './declaration-words.ts';
import { beginDeclaration, changeDeclaration } from './declaring.server.ts';
import { kindOn } from './reading.server.ts';
import { sendDeclaration } from './sending.server.ts';

export type FormOutcome =
  | { ok: true; declarationId: string; done: 'saved' | 'sent' | 'removed' }
  /** `other`: the address of what pays for it already. */
  | { ok: false; status: 400 | 409; answer: FormAnswer; other?: string };

interface Sent {
  actor: Actor;
  incoming: IncomingWork;
  now: Date;
}

function refused(
  { words }: IncomingWork,
  errors: FormAnswer['errors'],
  { status = 400, other }: { status?: 400 | 409; other?: string } = {},
): FormOutcome {
  return { ok: false, status, answer: { fields: words, errors }, ...(other ? { other } : {}) };
}

/**
 * Reads the form as the kind asks, by the rules of the day on which the thing was done: what was declarable then. Files that came with a
 * form that cannot be kept are let go, and the person is asked for them again.
 */
async function readForm(
  db: Db,
  { incoming, now, key }: Sent & { key: string },
): Promise<{ ok: true; form: ReturnType<ReturnType<typeof declarationForm>['parse']> } | FormOutcome> {
  const today = dayOf(now);
  const { words } = incoming;
  const given = words.occurredOn ?? '';
  const isPast = /^\d{4}-\d{2}-\d{2}$/.test(given) && given <= today;
  const then = isPast ? await kindOn(db, { key, day: given }) : null;
  const kind = then ?? (await kindOn(db, { key, day: today }));
  const parsed = kind && declarationForm(kind, today).safeParse(words);
  const errors: FormAnswer['errors'] = !parsed
    ? [{ message: declarationRefusals['no-kind'] }]
    : parsed.success
      ? []
      : formErrors(parsed.error);
  // A day on which this kind was not declarable could not be reckoned, now or later.
  if (parsed && isPast && !then && !errors.some(({ field }) => field === 'occurredOn'))
    errors.push({ field: 'occurredOn', message: declarationRefusals['no-rules'] });
  if (parsed?.success && errors.length === 0) return { ok: true, form: parsed.data };
  const again = incoming.fileCount > 0 ? [{ field: 'file', message: '改好以后，请把文件再选一次。' }] : [];
  await incoming.drop();
  return refused(incoming, [...errors, ...again]);
}

/** Makes a draft of the form for something new; sent again with the same token it leads to the same one. */
export async function applyNewForm(db: Db, { key, ...sent }: Sent & { key: string }): Promise<FormOutcome> {
  const { actor, incoming, now } = sent;
  const read = await readForm(db, { ...sent, key });
  if (!('form' in read)) return read;
  const files = await incoming.place(db, now);
  const token = incoming.words.token ?? '';
  const [category = '', activity = ''] = key.split('.');
  const formToken = isId(token) ? token : newId();
  const { form } = read;
  const begun = await beginDeclaration(db, { actor, formToken, category, activity, form, files, now });
  if (!begun.ok) return refused(incoming, [{ message: declarationRefusals[begun.reason] }], { status: 409 });
  // What went wrong with a file is said on the page of the draft, which is kept.
  return { ok: true, declarationId: begun.declarationId, done: 'saved' };
}

/** Saves one's own draft, or what came back, and sends it when asked. Whatever is wrong with its files, its words are kept first. */
export async function applyOwnForm(
  db: Db,
  { row, ...sent }: Sent & { row: DeclarationRow },
): Promise<FormOutcome> {
  const { actor, incoming, now } = sent;
  const { words } = incoming;
  const declarationId = row.id;
  const read = await readForm(db, { ...sent, key: `${row.category}.${row.activity}` });
  if (!('form' in read)) return read;
  const files = await incoming.place(db, now);
  const means = words.means ?? 'save';
  const remove = means.startsWith('remove:') ? means.slice('remove:'.length) : null;
  const { form } = read;
  const changed = await changeDeclaration(db, {
    ...{ actor, declarationId, form, seen: words.seen ?? '', files, remove, now },
  });
  if (!changed.ok)
    return changed.reason === 'not-found'
      ? refused(incoming, [], { status: 409 })
      : refused(incoming, [{ message: declarationRefusals[changed.reason] }], { status: 409 });
  const troubles = fileTroubles(incoming, changed.tooManyFiles);
  if (troubles.length > 0) return refused(incoming, troubles);
  if (means !== 'send') return { ok: true, declarationId, done: remove ? 'removed' : 'saved' };
  return send(db, { actor, incoming, declarationId, now });
}

function fileTroubles(incoming: IncomingWork, tooMany: boolean): FormAnswer['errors'] {
  const words = [...refusedFileWords(incoming), ...(tooMany ? [fileRefusals['too-many']] : [])];
  return words.map((message) => ({ field: 'file', message: `${message}别的都存好了。` }));
}

async function send(
  db: Db,
  { actor, incoming, declarationId, now }: Sent & { declarationId: string },
): Promise<FormOutcome> {
  const sent = await sendDeclaration(db, { actor, declarationId, now });
  if (sent.ok) return { ok: true, declarationId, done: 'sent' };
  switch (sent.reason) {
    case 'paid-once':
    case 'same-file':
      return refused(incoming, [{ message: declarationRefusals[sent.reason] }], {
        status: 409,
        other: `/me/declarations/${sent.otherId}`,
      });
    case 'held-already':
      return refused(incoming, [{ message: declarationRefusals[sent.reason] }], {
        status: 409,
        other: `/me/credits/${sent.entryId}`,
      });
    case 'no-evidence':
      return refused(incoming, [{ field: 'words', message: declarationRefusals['no-evidence'] }]);
    case 'not-found':
    case 'closed':
      return refused(incoming, [{ message: declarationRefusals.closed }], { status: 409 });
    default:
      return refused(incoming, [{ field: 'occurredOn', message: declarationRefusals[sent.reason] }]);
  }
}
