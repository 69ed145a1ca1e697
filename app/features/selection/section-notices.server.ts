import { tell } from '#app/features/notices/notices.server.ts';
import type { MeetingTime } from '#app/features/timetable/clashes.rules.ts';
import type { Trx } from '#db/database.ts';
import { enrolledIn } from './reading.server.ts';

export interface SectionNews {
  sectionId: string;
  kind: string;
  title: string;
  body: string;
  now: Date;
}

/**
 * Tells everybody who is in a section, its teacher and its head teacher. `also`: a sentence more for some of the learners, by person.
 * Answers how many learners that were.
 */
export async function tellSection(
  trx: Trx,
  { sectionId, also = new Map(), ...news }: SectionNews & { also?: ReadonlyMap<string, string> },
): Promise<number> {
  const learners = await enrolledIn(trx, sectionId);
  for (const { id, personId } of learners)
    await tell(trx, {
      ...news,
      personId,
      body: `${news.body}${also.get(personId) ?? ''}`,
      link: `/learn/${id}`,
    });
  const known = new Set(learners.map(({ personId }) => personId));
  for (const personId of await staffOf(trx, sectionId))
    if (!known.has(personId)) await tell(trx, { ...news, personId, link: `/teach/sections/${sectionId}` });
  return learners.length;
}

/** The people who teach or head a section. */
export async function staffOf(trx: Trx, sectionId: string): Promise<string[]> {
  const row = await trx
    .selectFrom('section')
    .leftJoin('teacher', 'teacher.id', 'section.teacher_id')
    .select(['teacher.person_id', 'section.head_teacher_id'])
    .where('section.id', '=', sectionId)
    .executeTakeFirst();
  return [...new Set([row?.person_id, row?.head_teacher_id].filter((id): id is string => Boolean(id)))];
}

/** Of those who are in a section: with which other section of theirs a time clashes, by person. */
export async function clashesOfEnrolled(
  trx: Trx,
  { sectionId, time }: { sectionId: string; time: MeetingTime },
): Promise<Map<string, string>> {
  const rows = await trx
    .selectFrom('enrolment as own')
    .innerJoin('enrolment as other', (join) =>
      join.onRef('other.person_id', '=', 'own.person_id').on('other.active', '=', 1),
    )
    .innerJoin('section', 'section.id', 'other.section_id')
    .innerJoin('meeting', 'meeting.section_id', 'section.id')
    .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
    .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'meeting.id')
    .select(['own.person_id', 'section.title'])
    .where('own.section_id', '=', sectionId)
    .where('own.active', '=', 1)
    .where('other.section_id', '!=', sectionId)
    .where('section_closure.section_id', 'is', null)
    .where('meeting_cancellation.meeting_id', 'is', null)
    .where('meeting.starts_at', '<', time.endsAt)
    .where('meeting.ends_at', '>', time.startsAt)
    .orderBy('own.person_id')
    .orderBy('meeting.starts_at', 'desc')
    .execute();
  return new Map(rows.map(({ person_id, title }) => [person_id, title]));
}
