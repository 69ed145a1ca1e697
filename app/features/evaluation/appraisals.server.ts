import { writeJournal } from '#app/features/journal/journal.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import rubricFile from '#content/forms/appraisal.json';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type AppraisalScores, appraisalLevel, mostExcellent, scoresFit } from './appraisal.rules.ts';
import { type AppraisalLevel, appraisalRubric } from './forms.schema.ts';

/** The rubric in force. */
export const rubric = appraisalRubric.parse(rubricFile);

export type AppraiseOutcome =
  | { ok: true; level: AppraisalLevel }
  | { ok: false; reason: 'not-found' | 'scores' | 'too-many-excellent' | 'own' };

export interface Appraising {
  actor: Actor;
  sectionId: string;
  enrolmentId: string;
  scores: Record<string, string>;
  comment: string;
  now: Date;
}

/**
 * What a teacher says of a learner, or says anew (the newest stands, the journal keeps that it changed). Nobody appraises
 * themselves. The caller has checked that the actor teaches the section.
 */
export async function appraise(
  db: Db,
  { actor, sectionId, enrolmentId, scores, comment, now }: Appraising,
): Promise<AppraiseOutcome> {
  if (!scoresFit(rubric, scores) || !actor.personId) return { ok: false, reason: 'scores' };
  const level = appraisalLevel(rubric, scores);
  const appraisedBy = actor.personId;
  return inTransaction(db, async (trx) => {
    const enrolment = await trx
      .selectFrom('enrolment')
      .innerJoin('section', 'section.id', 'enrolment.section_id')
      .select(['enrolment.person_id', 'section.title'])
      .where('enrolment.id', '=', enrolmentId)
      .where('enrolment.section_id', '=', sectionId)
      .where('enrolment.active', '=', 1)
      .executeTakeFirst();
    if (!enrolment) return { ok: false, reason: 'not-found' };
    if (enrolment.person_id === appraisedBy) return { ok: false, reason: 'own' };
    if (level === 'excellent' && !(await roomForExcellent(trx, sectionId, enrolmentId)))
      return { ok: false, reason: 'too-many-excellent' };
    await writeAppraisal(trx, {
      enrolmentId,
      sectionId,
      personId: enrolment.person_id,
      appraisedBy,
      level,
      scores,
      comment,
      now,
    });
    await writeJournal(trx, {
      actor,
      action: 'learner.appraised',
      subjectType: 'enrolment',
      subjectId: enrolmentId,
      detail: { level },
      now,
    });
    await tell(trx, {
      personId: enrolment.person_id,
      kind: 'appraised',
      title: `《${enrolment.title}》的老师写了评学意见`,
      body: '可以在课程页查看，也可以写下你的说明。',
      link: `/learn/${enrolmentId}`,
      now,
    });
    return { ok: true, level };
  });
}

async function roomForExcellent(trx: Trx, sectionId: string, enrolmentId: string): Promise<boolean> {
  const { size } = await trx
    .selectFrom('enrolment')
    .select((eb) => eb.fn.countAll<number>().as('size'))
    .where('section_id', '=', sectionId)
    .where('active', '=', 1)
    .executeTakeFirstOrThrow();
  const { excellent } = await trx
    .selectFrom('appraisal')
    .select((eb) => eb.fn.countAll<number>().as('excellent'))
    .where('section_id', '=', sectionId)
    .where('level', '=', 'excellent')
    .where('enrolment_id', '!=', enrolmentId)
    .executeTakeFirstOrThrow();
  return Number(excellent) < mostExcellent(rubric, Number(size));
}

interface Writing {
  enrolmentId: string;
  sectionId: string;
  personId: string;
  appraisedBy: string;
  level: AppraisalLevel;
  scores: AppraisalScores;
  comment: string;
  now: Date;
}

async function writeAppraisal(trx: Trx, writing: Writing): Promise<void> {
  const values = {
    level: writing.level,
    scores: JSON.stringify(writing.scores),
    comment: writing.comment.trim(),
    appraised_by: writing.appraisedBy,
    appraised_at: writing.now.toISOString(),
  };
  const { numUpdatedRows } = await trx
    .updateTable('appraisal')
    .set(values)
    .where('enrolment_id', '=', writing.enrolmentId)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return;
  await trx
    .insertInto('appraisal')
    .values({
      id: newId(),
      enrolment_id: writing.enrolmentId,
      section_id: writing.sectionId,
      person_id: writing.personId,
      ...values,
    })
    .execute();
}

/** One appraisal with the learner's reply. */
export interface Appraisal {
  id: string;
  enrolmentId: string;
  personId: string;
  level: AppraisalLevel;
  scores: AppraisalScores;
  comment: string;
  appraisedAt: string;
  reply: string | null;
}

/** The appraisals of a section, or of one enrolment. */
export async function appraisalsOf(
  db: Db,
  by: { sectionId: string } | { enrolmentId: string },
): Promise<Appraisal[]> {
  const query = db
    .selectFrom('appraisal')
    .leftJoin('appraisal_reply', 'appraisal_reply.appraisal_id', 'appraisal.id')
    .select([
      'id',
      'enrolment_id',
      'person_id',
      'level',
      'scores',
      'appraisal.comment',
      'appraised_at',
      'appraisal_reply.comment as reply',
    ]);
  const rows = await ('sectionId' in by
    ? query.where('section_id', '=', by.sectionId)
    : query.where('enrolment_id', '=', by.enrolmentId)
  )
    .limit(500)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    enrolmentId: row.enrolment_id,
    personId: row.person_id,
    level: row.level as AppraisalLevel,
    scores: JSON.parse(row.scores),
    comment: row.comment,
    appraisedAt: row.appraised_at,
    reply: row.reply,
  }));
}

/** The learner's own word on their appraisal, once. */
export async function replyToAppraisal(
  db: Db,
  {
    enrolmentId,
    personId,
    comment,
    now,
  }: { enrolmentId: string; personId: string | null; comment: string; now: Date },
): Promise<{ ok: true } | { ok: false; reason: 'not-found' | 'already' }> {
  const appraisal = await db
    .selectFrom('appraisal')
    .select('id')
    .where('enrolment_id', '=', enrolmentId)
    .where('person_id', '=', personId ?? '')
    .executeTakeFirst();
  if (!appraisal) return { ok: false, reason: 'not-found' };
  try {
    await db
      .insertInto('appraisal_reply')
      .values({ appraisal_id: appraisal.id, comment: comment.trim(), at: now.toISOString() })
      .execute();
    return { ok: true };
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, reason: 'already' };
    throw error;
  }
}
