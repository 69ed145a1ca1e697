import type { IncomingWork } from '#app/features/media/incoming-work.server.ts';
import { fileRefusals, refusedFileWords } from '#app/features/media/work-file-words.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { FormAnswer } from '#app/lib/form-answer.ts';
import type { Db } from '#db/database.ts';
import { type AnswerFile, changeAnswerFiles } from './answer-files.server.ts';
import { type QuizDesk, quizDesk } from './desk.server.ts';

/** An upload question of somebody's newest attempt. `attemptId` is null once it is handed in: then the files stay as they are. */
export interface UploadDesk {
  enrolment: QuizDesk['enrolment'];
  exercise: { id: string; title: string };
  attemptId: string | null;
  questionId: string;
  /** From 1. */
  place: number;
  stem: string;
  files: AnswerFile[];
}

interface Asked {
  enrolmentId: string;
  exerciseId: string;
  questionId: string;
  personId: string | null;
  now: Date;
}

/** The files that answer one question, for whoever answers it; null when the newest attempt asks no such question. */
export async function uploadDesk(db: Db, { questionId, ...asked }: Asked): Promise<UploadDesk | null> {
  const desk = await quizDesk(db, asked);
  const questions = desk?.paper?.questions ?? desk?.result?.questions ?? [];
  const index = questions.findIndex((one) => one.questionId === questionId && one.kind === 'upload');
  const question = questions[index];
  if (!desk || !question) return null;
  return {
    enrolment: desk.enrolment,
    exercise: { id: desk.exercise.id, title: desk.exercise.title },
    attemptId: desk.paper?.attemptId ?? null,
    questionId,
    place: index + 1,
    stem: question.stem,
    files: question.files,
  };
}

export type FilesAnswer =
  | { ok: true; done: 'added' | 'removed' }
  | { ok: false; status: 400 | 409; errors: FormAnswer['errors'] };

interface Sent {
  actor: Actor;
  desk: UploadDesk;
  incoming: IncomingWork;
  now: Date;
}

/** Does what the form with files asks. Files that can be taken are, whatever is wrong with the others. */
export async function applyFilesForm(db: Db, { actor, desk, incoming, now }: Sent): Promise<FilesAnswer> {
  const { attemptId, questionId } = desk;
  const closed = ['这份卷子已经交上去了，文件不能再换。'];
  if (!attemptId) {
    await incoming.drop();
    return refusal(409, closed);
  }
  const means = incoming.words.means ?? '';
  const remove = means.startsWith('remove:') ? means.slice('remove:'.length) : null;
  const files = await incoming.place(db, now);
  const errors = refusedFileWords(incoming);
  if (files.length === 0 && !remove)
    return refusal(400, errors.length > 0 ? errors : ['还没有选文件。先选一个，再按“加上”。']);
  const changed = await changeAnswerFiles(db, { actor, attemptId, questionId, files, remove, now });
  if (!changed.ok) return refusal(409, closed);
  if (changed.tooMany) errors.push(fileRefusals['too-many']);
  return errors.length > 0 ? refusal(400, errors) : { ok: true, done: remove ? 'removed' : 'added' };
}

function refusal(status: 400 | 409, words: readonly string[]): FilesAnswer {
  // Once it is handed in there is no field to go to.
  const at = status === 400 ? { field: 'file' } : {};
  return { ok: false, status, errors: words.map((message) => ({ ...at, message })) };
}
