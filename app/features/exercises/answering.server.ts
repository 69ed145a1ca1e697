import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { keptChoice } from './choices.rules.ts';
import type { DrawnQuestion } from './questions.schema.ts';

/** What is answered, by question id: see choices.rules.ts. */
export type Choices = ReadonlyMap<string, readonly string[]>;

/** Keeps answers as they are given (autosave). False when the attempt is not this person's or is handed in already. */
export async function saveAnswers(
  db: Db,
  { attemptId, personId, choices, now }: { attemptId: string; personId: string; choices: Choices; now: Date },
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const attempt = await openAttempt(trx, attemptId, personId);
    if (attempt) await writeAnswers(trx, attempt, { choices, now });
    return attempt !== null;
  });
}

export type OpenAttempt = NonNullable<Awaited<ReturnType<typeof openAttempt>>>;

/** An open attempt of this person, held until the transaction ends; null when it is theirs no more, or never was. */
export async function openAttempt(trx: Trx, attemptId: string, personId: string) {
  await holdAttempt(trx, attemptId);
  const row = await trx
    .selectFrom('attempt')
    .selectAll()
    .where('id', '=', attemptId)
    .where('person_id', '=', personId)
    .where('submitted_at', 'is', null)
    .executeTakeFirst();
  return row ? { ...row, questions: JSON.parse(row.questions) as DrawnQuestion[] } : null;
}

/** Makes autosave, handing in, marking and taking an attempt along to another section wait for each other. */
export async function holdAttempt(trx: Trx, attemptId: string): Promise<void> {
  await trx
    .updateTable('attempt')
    .set((eb) => ({ number: eb.ref('number') }))
    .where('id', '=', attemptId)
    .execute();
}

/** Keeps the answers to the questions that were asked; what was not asked is left aside. */
export async function writeAnswers(
  trx: Trx,
  attempt: OpenAttempt,
  { choices, now }: { choices: Choices; now: Date },
): Promise<void> {
  for (const question of attempt.questions) {
    const choice = choices.get(question.questionId);
    // Files are added and taken out on a page of their own.
    if (choice && question.kind !== 'upload')
      await saveAnswer(trx, { attemptId: attempt.id, question, choice, now });
  }
}

interface Saving {
  attemptId: string;
  question: DrawnQuestion;
  choice: readonly string[];
  now: Date;
}

async function saveAnswer(trx: Trx, { attemptId, question, choice, now }: Saving): Promise<void> {
  const values = { choice: JSON.stringify(keptChoice(question, choice)), saved_at: now.toISOString() };
  const { numUpdatedRows } = await trx
    .updateTable('attempt_answer')
    .set(values)
    .where('attempt_id', '=', attemptId)
    .where('question_id', '=', question.questionId)
    .executeTakeFirst();
  if (numUpdatedRows === 0n)
    await trx
      .insertInto('attempt_answer')
      .values({ attempt_id: attemptId, question_id: question.questionId, ...values })
      .execute();
}

/** The answers kept so far, by question id; of an upload the ids of its files. One statement, two when files are asked for. */
export async function choicesOf(
  db: Db,
  { id, questions }: Pick<OpenAttempt, 'id' | 'questions'>,
): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('attempt_answer')
    .select(['question_id', 'choice'])
    .where('attempt_id', '=', id)
    .execute();
  const choices = new Map<string, string[]>(rows.map((row) => [row.question_id, JSON.parse(row.choice)]));
  if (!questions.some(({ kind }) => kind === 'upload')) return choices;
  const files = await db
    .selectFrom('attempt_file')
    .select(['question_id', 'media_id'])
    .where('attempt_id', '=', id)
    .orderBy('place')
    .execute();
  for (const { question_id, media_id } of files)
    choices.set(question_id, [...(choices.get(question_id) ?? []), media_id]);
  return choices;
}
