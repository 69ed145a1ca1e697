import type { FileRefusal } from '#app/features/media/files.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { FiveOne } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { deskForm, fileForm } from './editing.schema.ts';
import { changeItem } from './editing.server.ts';
import { changeRefusals, fileRefusals } from './editing-words.ts';
import type { FiveOneOutcome } from './five-ones.server.ts';
import type { IncomingMaterial } from './incoming-material.server.ts';
import { publishVersion } from './versions.server.ts';

export type DeskOutcome =
  | { ok: true; item: FiveOne | null; done: 'saved' | 'published' }
  | { ok: false; status: 400 | 409; errors: { field?: string; message: string }[] };

interface Sender {
  actor: Actor;
  courseId: string;
  now: Date;
}

/** Does what one form of the course desk asks for. `fields`: as sent. */
export async function applyDeskForm(
  db: Db,
  { actor, courseId, fields, now }: Sender & { fields: Record<string, unknown> },
): Promise<DeskOutcome> {
  const parsed = deskForm.safeParse(fields);
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path, message }) => ({
      field: String(path[0] ?? ''),
      message,
    }));
    return { ok: false, status: 400, errors };
  }
  const form = parsed.data;
  switch (form.intent) {
    case 'publish': {
      const { ok } = await publishVersion(db, {
        actor,
        versionId: form.versionId,
        courseId,
        note: form.note,
        now,
      });
      return ok
        ? { ok: true, item: null, done: 'published' }
        : conflict('这一版已经发布过了。请刷新页面看一看。');
    }
    case 'text':
      return saved(form.item, await changeItem(db, { actor, courseId, now, ...form }));
    case 'teacher':
      return saved(form.item, await changeItem(db, { actor, courseId, now, ...form }));
    case 'remove-file':
      return saved(
        form.item,
        await changeItem(db, { actor, courseId, now, item: form.item, seenAt: form.seenAt, file: null }),
      );
  }
}

/** Takes the file of an upload form into one of the five ones. */
export async function applyFileForm(
  db: Db,
  { actor, courseId, incoming, now }: Sender & { incoming: IncomingMaterial },
): Promise<DeskOutcome> {
  const parsed = fileForm.safeParse(incoming.words);
  if (!parsed.success) {
    await incoming.drop();
    return refused('missing');
  }
  const { item, seenAt } = parsed.data;
  const purpose = item === 'slides' ? 'slides' : 'document';
  const placing = await incoming.place(db, { purpose, now });
  if (!placing.ok) return refused(placing.reason);
  return saved(item, await changeItem(db, { actor, courseId, item, file: placing.placed, seenAt, now }));
}

function saved(item: FiveOne, outcome: FiveOneOutcome): DeskOutcome {
  return outcome.ok ? { ok: true, item, done: 'saved' } : conflict(changeRefusals[outcome.reason]);
}

function conflict(message: string): DeskOutcome {
  return { ok: false, status: 409, errors: [{ message }] };
}

function refused(reason: FileRefusal | 'missing'): DeskOutcome {
  return { ok: false, status: 400, errors: [{ field: 'file', message: fileRefusals[reason] }] };
}
