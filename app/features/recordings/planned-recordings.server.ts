import { dropFromPlans, plannedIn, replaceInPlans } from '#app/features/completion/requirements.server.ts';
import { notOver } from '#app/features/timetable/named-sections.server.ts';
import type { Trx } from '#db/database.ts';
import { recordingsOfCourse } from './library.server.ts';

export type TakenOut =
  | { ok: true; sectionIds: string[]; replacedBy: string | null }
  | { ok: false; sections: string[] };

/**
 * Takes a recording out of what the sections of its course ask of newcomers. A section that asks for no other recording asks
 * for the course's newest published one instead. Where there is none, and the section still takes people and pays recorded
 * hours, nothing is done and the sections are named: credits come from learning, so recorded hours are not paid for nothing.
 */
export async function takeOutOfPlans(
  trx: Trx,
  { courseId, recordingId, now }: { courseId: string; recordingId: string; now: Date },
): Promise<TakenOut> {
  const line = { kind: 'watch', subjectId: recordingId } as const;
  const planned = await plannedIn(trx, { ...line, courseId });
  const sectionIds = planned.map(({ sectionId }) => sectionId);
  const bare = planned.filter(({ isLast }) => isLast).map(({ sectionId }) => sectionId);
  const instead = bare.length > 0 ? await newestOther(trx, { courseId, recordingId }) : null;
  if (instead) {
    const by = { subjectId: instead.id, title: instead.title };
    await replaceInPlans(trx, { ...line, sectionIds: bare, by });
  } else {
    const sections = await payingForRecordings(trx, bare, now);
    if (sections.length > 0) return { ok: false, sections };
  }
  await dropFromPlans(trx, { ...line, sectionIds });
  return { ok: true, sectionIds, replacedBy: instead?.id ?? null };
}

async function newestOther(
  trx: Trx,
  { courseId, recordingId }: { courseId: string; recordingId: string },
): Promise<{ id: string; title: string } | null> {
  const shelved = await recordingsOfCourse(trx, courseId);
  return shelved.filter(({ id }) => id !== recordingId).at(-1) ?? null;
}

/** The titles of those sections that somebody can enter, now or once they open, and that pay recorded hours. */
async function payingForRecordings(trx: Trx, sectionIds: readonly string[], now: Date): Promise<string[]> {
  if (sectionIds.length === 0) return [];
  const rows = await trx
    .selectFrom('section')
    .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
    .select(['section.title', 'section.code'])
    .where('section.id', 'in', sectionIds)
    .where('section.hours_recorded', '>', 0)
    .where('section_closure.section_id', 'is', null)
    .where(notOver(now))
    .orderBy('section.code')
    .execute();
  return rows.map(({ title, code }) => `${title}（${code}）`);
}
