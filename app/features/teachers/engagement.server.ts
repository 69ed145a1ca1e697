import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { mayFollow, type TeacherStage } from './stages.rules.ts';

export interface StageStep {
  actor: Actor;
  teacherId: string;
  stage: TeacherStage;
  note?: string;
  now: Date;
}

export type StageOutcome =
  | { ok: true }
  | { ok: false; reason: 'not-found' }
  | { ok: false; reason: 'order'; from: TeacherStage | null };

/** Takes a teacher one step on: application, review, trial lecture, engagement, renewal, leaving. Steps are not left out. */
export async function setStage(
  db: Db,
  { actor, teacherId, stage, note = '', now }: StageStep,
): Promise<StageOutcome> {
  return inTransaction(db, async (trx) => {
    // Writing the row first makes two steps at once follow each other.
    const { numUpdatedRows } = await trx
      .updateTable('teacher')
      .set(({ ref }) => ({ slug: ref('slug') }))
      .where('id', '=', teacherId)
      .executeTakeFirst();
    const from = await stageOf(trx, teacherId);
    if (numUpdatedRows === 0n) return { ok: false, reason: 'not-found' };
    if (!mayFollow(stage, from)) return { ok: false, reason: 'order', from };
    await trx
      .insertInto('teacher_stage')
      .values({
        id: newId(),
        teacher_id: teacherId,
        stage,
        at: now.toISOString(),
        by_person_id: actor.personId,
        note,
      })
      .execute();
    await writeJournal(trx, {
      actor,
      action: `teacher.${stage}`,
      subjectType: 'teacher',
      subjectId: teacherId,
      concerns: await personOf(trx, teacherId),
      detail: { from, note },
      now,
    });
    return { ok: true };
  });
}

async function personOf(trx: Db, teacherId: string): Promise<string | null> {
  const row = await trx
    .selectFrom('teacher')
    .select('person_id')
    .where('id', '=', teacherId)
    .executeTakeFirst();
  return row?.person_id ?? null;
}

async function stageOf(db: Db, teacherId: string): Promise<TeacherStage | null> {
  const row = await db
    .selectFrom('teacher_stage')
    .select('stage')
    .where('teacher_id', '=', teacherId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (row?.stage as TeacherStage | undefined) ?? null;
}

/** Whether a teacher agrees to be shown to the public. Taking it back takes them off the pages at once; saying it twice changes nothing. */
export async function setConsent(
  db: Db,
  { actor, teacherId, consent, now }: { actor: Actor; teacherId: string; consent: boolean; now: Date },
): Promise<void> {
  try {
    await inTransaction(db, async (trx) => {
      if (consent) {
        await trx
          .insertInto('teacher_consent')
          .values({ teacher_id: teacherId, consented_at: now.toISOString() })
          .execute();
      } else {
        await trx.deleteFrom('teacher_consent').where('teacher_id', '=', teacherId).execute();
      }
      const action = consent ? 'teacher.shown' : 'teacher.hidden';
      await writeJournal(trx, {
        actor,
        action,
        subjectType: 'teacher',
        subjectId: teacherId,
        detail: {},
        now,
      });
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
}
