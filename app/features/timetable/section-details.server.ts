import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Trx } from '#db/database.ts';
import type { FormProblem } from './clash-words.rules.ts';
import { planningProblems } from './planning-checks.server.ts';
import { takePlanningTurn } from './planning-turn.server.ts';
import { type WhoMayTake, writeWhoMayTake } from './who-may-take.server.ts';

/** What can be changed of a section after it has been planned. */
export interface SectionDetails {
  title: string;
  teacherId: string | null;
  headTeacherId: string | null;
  minSize: number;
  note: string;
  /** Null: as it is. Only of a section that has not opened. */
  whoMayTake: WhoMayTake | null;
}

export type DetailsOutcome =
  /** `teacher`: the names of the former and the new one, when that changed. */
  | { ok: true; teacher: { before: string | null; after: string | null } | null }
  | { ok: false; reason: 'not-found' | 'closed' | 'opened' }
  | { ok: false; reason: 'problems'; problems: FormProblem[] };

/** Changes the details of a section that is planned or open. A new teacher must be free whenever it still meets. */
export async function changeDetails(
  trx: Trx,
  { actor, sectionId, details, now }: { actor: Actor; sectionId: string; details: SectionDetails; now: Date },
): Promise<DetailsOutcome> {
  await takePlanningTurn(trx);
  const section = await trx
    .selectFrom('section')
    .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
    .leftJoin('teacher', 'teacher.id', 'section.teacher_id')
    .select(['section.title', 'teacher_id', 'head_teacher_id', 'min_size', 'note', 'opened_at'])
    .select(['section_closure.at as closedAt', 'teacher.name as teacherName'])
    .where('section.id', '=', sectionId)
    .executeTakeFirst();
  if (!section) return { ok: false, reason: 'not-found' };
  if (section.closedAt) return { ok: false, reason: 'closed' };
  const { title, teacherId, headTeacherId, minSize, note, whoMayTake } = details;
  if (whoMayTake && section.opened_at) return { ok: false, reason: 'opened' };
  const problems =
    teacherId === section.teacher_id ? [] : await newTeacherProblems(trx, { sectionId, teacherId, now });
  if (problems.length > 0) return { ok: false, reason: 'problems', problems };
  const values = { title, teacher_id: teacherId, head_teacher_id: headTeacherId, min_size: minSize, note };
  await trx.updateTable('section').set(values).where('id', '=', sectionId).execute();
  if (whoMayTake) await writeWhoMayTake(trx, sectionId, whoMayTake);
  await writeJournal(trx, {
    actor,
    action: 'section.changed',
    subjectType: 'section',
    subjectId: sectionId,
    detail: changesOf(section, values),
    now,
  });
  if (teacherId === section.teacher_id) return { ok: true, teacher: null };
  return { ok: true, teacher: { before: section.teacherName, after: await nameOfTeacher(trx, teacherId) } };
}

async function newTeacherProblems(
  trx: Trx,
  { sectionId, teacherId, now }: { sectionId: string; teacherId: string | null; now: Date },
): Promise<FormProblem[]> {
  if (!teacherId) return [];
  const rows = await trx
    .selectFrom('meeting')
    .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'meeting.id')
    .select(['starts_at', 'ends_at'])
    .where('section_id', '=', sectionId)
    .where('ends_at', '>', now.toISOString())
    .where('meeting_cancellation.meeting_id', 'is', null)
    .orderBy('starts_at')
    .execute();
  const times = rows.map((row) => ({ startsAt: row.starts_at, endsAt: row.ends_at }));
  return planningProblems(trx, { times, teacherId, venueId: null, seats: null });
}

async function nameOfTeacher(trx: Trx, teacherId: string | null): Promise<string | null> {
  if (!teacherId) return null;
  const row = await trx.selectFrom('teacher').select('name').where('id', '=', teacherId).executeTakeFirst();
  return row?.name ?? null;
}

/** What differs, from and to, by column. */
function changesOf(
  before: Record<string, unknown>,
  after: Record<string, string | number | null>,
): Record<string, unknown> {
  const changed = Object.entries(after).filter(([name, value]) => before[name] !== value);
  return Object.fromEntries(changed.map(([name, value]) => [name, { from: before[name], to: value }]));
}

/** Lets a planned section teach the newest published version of its course, when that has more of the five ones. False when it has opened. */
export async function adoptNewestVersion(
  trx: Trx,
  { actor, sectionId, now }: { actor: Actor; sectionId: string; now: Date },
): Promise<{ ok: boolean }> {
  const newest = await trx
    .selectFrom('section')
    .innerJoin('course_version', 'course_version.course_id', 'section.course_id')
    .select(['course_version.id', 'course_version.number'])
    .where('section.id', '=', sectionId)
    .where('course_version.published_at', 'is not', null)
    .orderBy('course_version.number', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!newest) return { ok: false };
  const { numUpdatedRows } = await trx
    .updateTable('section')
    .set({ course_version_id: newest.id })
    .where('id', '=', sectionId)
    .where('opened_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return { ok: false };
  await writeJournal(trx, {
    actor,
    action: 'section.version',
    subjectType: 'section',
    subjectId: sectionId,
    detail: { version: newest.number },
    now,
  });
  return { ok: true };
}
