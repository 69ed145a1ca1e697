import { meetRequirement } from '#app/features/completion/meeting-requirements.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newRandomId } from '#app/lib/id.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { MOST_COMMENT } from './ballot.schema.ts';
import { lockBox } from './boxes.server.ts';
import type { EvaluationForm } from './forms.schema.ts';
import { formForSchool } from './forms.server.ts';
import { layAnew } from './laying-anew.server.ts';
import { type Answers, answersFit } from './scores.rules.ts';
import { countFullBatch } from './scores.server.ts';
import { evaluationDesk } from './windows.server.ts';

export type CastOutcome =
  | { ok: true; completed: boolean }
  | { ok: false; reason: 'not-found' | 'already' | 'window-closed' | 'answers' | 'comment' };

export interface Cast {
  actor: Actor;
  enrolmentId: string;
  answers: Answers;
  comment: string;
  now: Date;
}

/**
 * Takes one ballot: who has answered (receipt) and what was answered (ballot) are written in one transaction and share
 * nothing: the ballot has a random id, no person, no time and no order; the receipt has no time. Neither the journal nor a
 * log line nor a job names either. The receipt alone meets the requirement 评教. Source: promise 4 and the threat model in
 * content/handbook/evaluation.md.
 */
export async function castBallot(
  db: Db,
  { actor, enrolmentId, answers, comment, now }: Cast,
): Promise<CastOutcome> {
  const desk = await evaluationDesk(db, { enrolmentId, personId: actor.personId, now });
  if (!desk) return { ok: false, reason: 'not-found' };
  if (desk.done) return { ok: false, reason: 'already' };
  if (!desk.open) return { ok: false, reason: 'window-closed' };
  const stored = await formForSchool(db, desk.school as School);
  if (!stored || !answersFit(stored.form, answers)) return { ok: false, reason: 'answers' };
  if (comment.trim().length > MOST_COMMENT) return { ok: false, reason: 'comment' };
  return inTransaction(db, async (trx) => {
    await lockBox(trx, desk.sectionId, stored.id);
    if (!(await writeReceipt(trx, desk.sectionId, desk.personId))) return { ok: false, reason: 'already' };
    await writeBallot(trx, {
      sectionId: desk.sectionId,
      formId: stored.id,
      form: stored.form,
      answers,
      comment,
    });
    if (!(await countFullBatch(trx, { sectionId: desk.sectionId, now }))) await layAnew(trx, desk.sectionId);
    const { completed } = await meetRequirement(trx, {
      enrolmentId,
      kind: 'evaluate',
      subjectId: desk.sectionId,
      evidence: { receipt: true },
      now,
    });
    return { ok: true, completed };
  });
}

async function writeReceipt(trx: Trx, sectionId: string, personId: string): Promise<boolean> {
  try {
    await trx.insertInto('receipt').values({ section_id: sectionId, person_id: personId }).execute();
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

interface Ballot {
  sectionId: string;
  formId: string;
  form: EvaluationForm;
  answers: Answers;
  comment: string;
}

async function writeBallot(trx: Trx, { sectionId, formId, form, answers, comment }: Ballot): Promise<void> {
  // Answers in the form's own order: the order in which a browser sent them must not tell browsers apart.
  const ordered = Object.fromEntries(form.questions.map(({ key }) => [key, answers[key]]));
  await trx
    .insertInto('ballot')
    .values({
      id: newRandomId(),
      section_id: sectionId,
      form_id: formId,
      answers: JSON.stringify(ordered),
      comment: comment.trim(),
    })
    .execute();
}
