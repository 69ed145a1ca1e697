import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import type { AppraisalScores } from './appraisal.rules.ts';
import type { AppraisalLevel } from './forms.schema.ts';
import { evaluationDesk, maySeeAppraisal } from './windows.server.ts';

export { appraise } from './appraising.server.ts';
export { rubric } from './rubric.server.ts';

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

/** The learner's own word on their appraisal, once, and not before they may see it. */
export async function replyToAppraisal(
  db: Db,
  {
    enrolmentId,
    personId,
    comment,
    now,
  }: { enrolmentId: string; personId: string | null; comment: string; now: Date },
): Promise<{ ok: true } | { ok: false; reason: 'not-found' | 'already' }> {
  const evaluation = await evaluationDesk(db, { enrolmentId, personId, now });
  if (!evaluation || !maySeeAppraisal(evaluation)) return { ok: false, reason: 'not-found' };
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

/** Takes what a teacher has said of somebody along whose enrolment became one in another section of the course, with their reply. */
export async function moveAppraisal(
  trx: Trx,
  { fromId, toId, intoId }: { fromId: string; toId: string; intoId: string },
): Promise<void> {
  await trx
    .updateTable('appraisal')
    .set({ enrolment_id: toId, section_id: intoId })
    .where('enrolment_id', '=', fromId)
    .execute();
}
