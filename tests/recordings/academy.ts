import { decideReview, submitForReview } from '#app/features/recordings/review.server.ts';
import { type Actor, sealActor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { aPerson } from '#tests/identity/support.ts';
import { aMediaFile } from './media-file.ts';

const AT = '2026-09-01T00:00:00.000Z';

/** A published course with one open section. */
export interface TaughtCourse {
  courseId: string;
  versionId: string;
  sectionId: string;
}

let made = 0;

export async function aCourse(db: Db, { school = 'governance' } = {}): Promise<TaughtCourse> {
  made += 1;
  const [courseId, versionId, sectionId, termId] = [newId(), newId(), newId(), newId()];
  await db
    .insertInto('course')
    .values({
      id: courseId,
      code: `TS${made}`,
      title: `四方协商第${made}课`,
      subtitle: '',
      school,
      module: 'consultation',
      level: 'basic',
      required: 0,
      hours_face: 0,
      hours_recorded: 100,
      credits: 100,
      mode: 'recorded',
      summary: '',
      audience_text: '',
      teacher_role: '',
      details: '{}',
      state: 'in-use',
      created_at: AT,
      updated_at: AT,
    })
    .execute();
  await db
    .insertInto('course_version')
    .values({
      id: versionId,
      course_id: courseId,
      number: 1,
      note: '',
      created_at: AT,
      created_by: null,
      published_at: AT,
      published_by: null,
    })
    .execute();
  await db
    .insertInto('term')
    .values({ id: termId, code: `T${made}`, name: '秋季', starts_on: '2026-09-01', ends_on: '2027-01-31' })
    .execute();
  const taught = { courseId, versionId, sectionId };
  await aSection(db, { ...taught, termId, school });
  return taught;
}

interface WantedSection extends TaughtCourse {
  termId: string;
  school: string;
}

async function aSection(
  db: Db,
  { courseId, versionId, sectionId, termId, school }: WantedSection,
): Promise<void> {
  await db
    .insertInto('section')
    .values({
      id: sectionId,
      code: `S${made}`,
      term_id: termId,
      course_id: courseId,
      course_version_id: versionId,
      title: '周三晚班',
      kind: 'regular',
      school,
      mode: 'recorded',
      teacher_id: null,
      head_teacher_id: null,
      min_size: 1,
      hours_face: 0,
      hours_recorded: 100,
      starts_on: '2026-09-01',
      ends_on: '2027-01-31',
      evaluation_opens_at: null,
      evaluation_closes_at: null,
      opened_at: AT,
      opened_by: null,
      note: '',
    })
    .execute();
}

interface WantedRecording {
  durationSeconds?: number;
  published?: boolean;
  withdrawn?: boolean;
  sectionId?: string | null;
}

/** A recording without a real file behind it. */
export async function aRecording(db: Db, courseId: string, wanted: WantedRecording = {}): Promise<string> {
  const { durationSeconds = 200, published = true, withdrawn = false, sectionId = null } = wanted;
  const id = newId();
  const mediaId = await aMediaFile(db, 'video', durationSeconds * 1000);
  await db
    .insertInto('recording')
    .values({
      id,
      course_id: courseId,
      section_id: sectionId,
      meeting_id: null,
      title: '先认门、再认人',
      summary: '',
      duration_ms: durationSeconds * 1000,
      video_media_id: mediaId,
      captions_media_id: null,
      poster_media_id: null,
      chapters: '[]',
      uploaded_by: null,
      created_at: AT,
    })
    .execute();
  if (published)
    await db
      .insertInto('recording_publication')
      .values({ recording_id: id, published_at: AT, published_by: null })
      .execute();
  if (withdrawn)
    await db
      .insertInto('recording_withdrawal')
      .values({ recording_id: id, at: AT, by_person_id: null, reason: '过时' })
      .execute();
  return id;
}

interface Learner {
  personId: string;
  enrolmentId: string;
}

/** Somebody enrolled in the section, who must watch the recordings in `watch` (each with the detail of its requirement). */
export async function aLearner(
  db: Db,
  taught: TaughtCourse,
  watch: Record<string, object> = {},
): Promise<Learner> {
  const personId = await aPerson(db);
  return { personId, enrolmentId: await anEnrolment(db, personId, taught, watch) };
}

export async function anEnrolment(
  db: Db,
  personId: string,
  taught: TaughtCourse,
  watch: Record<string, object> = {},
): Promise<string> {
  const enrolmentId = newId();
  const { term_id } = await db
    .selectFrom('section')
    .select('term_id')
    .where('id', '=', taught.sectionId)
    .executeTakeFirstOrThrow();
  await db
    .insertInto('enrolment')
    .values({
      id: enrolmentId,
      section_id: taught.sectionId,
      person_id: personId,
      term_id,
      course_id: taught.courseId,
      active: 1,
      enrolled_at: AT,
      acted_by: null,
    })
    .execute();
  await db
    .insertInto('enrolment_pin')
    .values({
      enrolment_id: enrolmentId,
      person_id: personId,
      section_id: taught.sectionId,
      course_id: taught.courseId,
      course_version_id: taught.versionId,
      rule_version_id: newId(),
      award: '[]',
      pinned_at: AT,
    })
    .execute();
  for (const [subjectId, detail] of Object.entries(watch)) {
    await db
      .insertInto('requirement')
      .values({
        id: newId(),
        enrolment_id: enrolmentId,
        person_id: personId,
        kind: 'watch',
        subject_id: subjectId,
        title: '看录播',
        position: 1,
        detail: JSON.stringify(detail),
      })
      .execute();
  }
  return enrolmentId;
}

/** A draft looked at by a second person: it can be published. Through the verbs that the page uses. */
export async function approved(
  db: Db,
  { recordingId, actor, now }: { recordingId: string; actor: Actor; now: Date },
): Promise<void> {
  const second = sealActor({ ...actor, personId: await aPerson(db), name: '另一位' });
  const consent = { people: '', way: 'nobody' } as const;
  const submitted = await submitForReview(db, { actor, recordingId, consent, now });
  const decided = await decideReview(db, { actor: second, recordingId, outcome: 'approved', words: '', now });
  if (!submitted.ok || !decided.ok) throw new Error(JSON.stringify([submitted, decided]));
}
