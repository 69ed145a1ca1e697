import { writeJournal } from '#app/features/journal/journal.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type AppraisalScores, appraisalLevel, mostExcellent, scoresFit } from './appraisal.rules.ts';
import { MOST_COMMENT } from './ballot.schema.ts';
import { lockBox } from './boxes.server.ts';
import type { AppraisalLevel } from './forms.schema.ts';
import { formForSchool } from './forms.server.ts';
import { rubric } from './rubric.server.ts';

export type AppraiseOutcome =
  | { ok: true; level: AppraisalLevel }
  | { ok: false; reason: 'not-found' | 'scores' | 'comment' | 'too-many-excellent' | 'own' | 'school' };

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
 * themselves, and schools that the rubric does not name are not appraised at all. The caller has checked that the actor
 * teaches the section.
 */
export async function appraise(
  db: Db,
  { actor, sectionId, enrolmentId, scores, comment, now }: Appraising,
): Promise<AppraiseOutcome> {
  if (!scoresFit(rubric, scores) || !actor.personId) return { ok: false, reason: 'scores' };
  if (comment.trim().length > MOST_COMMENT) return { ok: false, reason: 'comment' };
  const level = appraisalLevel(rubric, scores);
  const appraisedBy = actor.personId;
  return inTransaction(db, async (trx) => {
    const enrolment = await appraisedEnrolment(trx, { enrolmentId, sectionId });
    if (!enrolment) return { ok: false, reason: 'not-found' };
    if (enrolment.person_id === appraisedBy) return { ok: false, reason: 'own' };
    if (!rubric.schools.includes(enrolment.school as School)) return { ok: false, reason: 'school' };
    await oneAtATime(trx, sectionId, enrolment.school as School);
    if (level === 'excellent' && !(await roomForExcellent(trx, sectionId, enrolmentId)))
      return { ok: false, reason: 'too-many-excellent' };
    const personId = enrolment.person_id;
    await writeAppraisal(trx, {
      enrolmentId,
      sectionId,
      personId,
      appraisedBy,
      level,
      scores,
      comment,
      now,
    });
    await announce(trx, { actor, enrolmentId, personId, title: enrolment.title, level, now });
    return { ok: true, level };
  });
}

function appraisedEnrolment(
  trx: Trx,
  { enrolmentId, sectionId }: { enrolmentId: string; sectionId: string },
) {
  return trx
    .selectFrom('enrolment')
    .innerJoin('section', 'section.id', 'enrolment.section_id')
    .select(['enrolment.person_id', 'section.title', 'section.school'])
    .where('enrolment.id', '=', enrolmentId)
    .where('enrolment.section_id', '=', sectionId)
    .where('enrolment.active', '=', 1)
    .executeTakeFirst();
}

async function oneAtATime(trx: Trx, sectionId: string, school: School): Promise<void> {
  const form = await formForSchool(trx, school);
  if (form) await lockBox(trx, sectionId, form.id);
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

interface Announcing {
  actor: Actor;
  enrolmentId: string;
  personId: string;
  title: string;
  level: AppraisalLevel;
  now: Date;
}

async function announce(
  trx: Trx,
  { actor, enrolmentId, personId, title, level, now }: Announcing,
): Promise<void> {
  await writeJournal(trx, {
    actor,
    action: 'learner.appraised',
    subjectType: 'enrolment',
    subjectId: enrolmentId,
    concerns: personId,
    detail: { level },
    now,
  });
  await tell(trx, {
    personId,
    kind: 'appraised',
    title: `《${title}》的老师写了评学意见`,
    body: '交了评价，或者评价截止以后，可以在课程页查看，也可以写下你的说明。',
    link: `/learn/${enrolmentId}`,
    now,
  });
}
