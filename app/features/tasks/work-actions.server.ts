import type { IncomingWork } from '#app/features/media/incoming-work.server.ts';
import { fileRefusals, refusedFileWords } from '#app/features/media/work-file-words.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { workForm } from './task.schema.ts';
import { MOST_CHARACTERS } from './work.rules.ts';
import { keepWork } from './work.server.ts';
import { workRefusals } from './work-words.ts';

export type WorkAnswer =
  | { ok: true; done: 'saved' | 'handed-in' | 'removed' }
  | {
      ok: false;
      status: 400 | 404 | 409;
      /** The words as typed, where they were not kept. */
      body: string | null;
      reason: 'changed' | 'closed' | 'long' | null;
      errors: { field?: string; message: string }[];
    };

interface Sent {
  actor: Actor;
  enrolmentId: string;
  taskId: string;
  incoming: IncomingWork;
  now: Date;
}

/** Does what the learner's form asks. Whatever is wrong with its files, its words are kept first. */
export async function applyWorkForm(
  db: Db,
  { actor, enrolmentId, taskId, incoming, now }: Sent,
): Promise<WorkAnswer> {
  const { body, seen, means } = workForm.parse(incoming.words);
  if ([...body].length > MOST_CHARACTERS) {
    await incoming.drop();
    return refusal(400, 'long', body);
  }
  const files = await incoming.place(db, now);
  const troubled = incoming.refused.length > 0 || incoming.brokeOff;
  const kept = await keepWork(db, {
    actor,
    enrolmentId,
    taskId,
    body,
    seen,
    files,
    remove: means.startsWith('remove:') ? means.slice('remove:'.length) : null,
    handIn: means === 'hand-in' && !troubled,
    now,
  });
  if (!kept.ok)
    return kept.reason === 'not-found'
      ? { ok: false, status: 404, body, reason: null, errors: [] }
      : refusal(409, kept.reason, body);
  const errors = [...fileProblems(incoming), ...(kept.tooMany ? [tooMany] : []), ...kept.missing];
  if (errors.length > 0) return { ok: false, status: 400, body: null, reason: null, errors };
  if (means.startsWith('remove:')) return { ok: true, done: 'removed' };
  return { ok: true, done: kept.handedIn ? 'handed-in' : 'saved' };
}

const tooMany = { field: 'file', message: fileRefusals['too-many'] };

function refusal(status: 400 | 409, reason: 'changed' | 'closed' | 'long', body: string): WorkAnswer {
  return { ok: false, status, body, reason, errors: [{ field: 'body', message: workRefusals[reason] }] };
}

function fileProblems(incoming: IncomingWork) {
  return refusedFileWords(incoming).map((words) => ({
    field: 'file',
    message: `${words}文字已经存成草稿。`,
  }));
}
