import { flag, id, instant, integer, long, maybe, ref, text } from '#db/ddl.ts';
import type { Ddl, Migration } from '#db/migrate.server.ts';

/** Attendance, recordings and viewing, exercises. */
export const learning: Migration = {
  name: '0004_learning',
  async up(ddl) {
    await attendance(ddl);
    await recordings(ddl);
    await exercises(ddl);
  },
};

/** Who was there. */
async function attendance({ table }: Ddl): Promise<void> {
  await table('attendance', {
    columns: {
      id: id(),
      meeting_id: ref('meeting'),
      person_id: ref('person'),
      enrolment_id: ref('enrolment'),
      state: text(16),
      way: text(16),
      marked_at: instant(),
      marked_by: maybe(ref('person')),
    },
    unique: [['meeting_id', 'person_id']],
    indexes: [['enrolment_id']],
  });
  await table('attendance_change', {
    columns: {
      id: id(),
      attendance_id: ref('attendance'),
      from_state: maybe(text(16)),
      to_state: text(16),
      at: instant(),
      by_person_id: maybe(ref('person')),
    },
    indexes: [['attendance_id', 'at']],
  });
}

/** Lectures, and who watched what of them. */
async function recordings({ table }: Ddl): Promise<void> {
  await table('recording', {
    columns: {
      id: id(),
      course_id: ref('course'),
      section_id: maybe(ref('section')),
      meeting_id: maybe(ref('meeting')),
      title: text(120),
      summary: text(500),
      duration_ms: integer(),
      video_media_id: ref('media_file'),
      captions_media_id: maybe(ref('media_file')),
      poster_media_id: maybe(ref('media_file')),
      chapters: long(),
      uploaded_by: maybe(ref('person')),
      created_at: instant(),
    },
    indexes: [['course_id', 'created_at'], ['created_at']],
  });
  await table('recording_publication', {
    columns: { recording_id: ref('recording'), published_at: instant(), published_by: maybe(ref('person')) },
    primaryKey: ['recording_id'],
  });
  await table('recording_withdrawal', {
    columns: {
      recording_id: ref('recording'),
      at: instant(),
      by_person_id: maybe(ref('person')),
      reason: text(200),
    },
    primaryKey: ['recording_id'],
  });
  await table('viewing_lease', {
    columns: {
      person_id: ref('person'),
      lease: id(),
      enrolment_id: ref('enrolment'),
      recording_id: ref('recording'),
      started_at: instant(),
      heard_at: instant(),
      budget_ms: integer(),
    },
    primaryKey: ['person_id'],
  });
  await table('viewing', {
    columns: {
      id: id(),
      enrolment_id: ref('enrolment'),
      recording_id: ref('recording'),
      person_id: ref('person'),
      spans: long(),
      covered_ms: integer(),
      furthest_ms: integer(),
      position_ms: integer(),
      completed_at: maybe(instant()),
      updated_at: instant(),
    },
    unique: [['enrolment_id', 'recording_id']],
    indexes: [['person_id', 'updated_at']],
  });
}

/** Question banks, quizzes, attempts. */
async function exercises({ table }: Ddl): Promise<void> {
  await table('question', {
    columns: {
      id: id(),
      course_id: ref('course'),
      code: text(32),
      objective: integer(),
      kind: text(16),
      stem: text(1000),
      options: long(),
      answer: long(),
      explanation: text(1000),
      retired_at: maybe(instant()),
    },
    unique: [['course_id', 'code']],
  });
  await table('exercise', {
    columns: {
      id: id(),
      course_id: ref('course'),
      title: text(120),
      draw_count: integer(),
      pass_mark: integer(),
      max_attempts: integer(),
      created_at: instant(),
    },
    indexes: [['course_id']],
  });
  await table('attempt', {
    columns: {
      id: id(),
      exercise_id: ref('exercise'),
      enrolment_id: ref('enrolment'),
      person_id: ref('person'),
      number: integer(),
      open: maybe(flag()),
      questions: long(),
      started_at: instant(),
      submitted_at: maybe(instant()),
      score: maybe(integer()),
    },
    unique: [
      ['exercise_id', 'enrolment_id', 'number'],
      ['exercise_id', 'enrolment_id', 'open'],
    ],
    indexes: [['person_id', 'open']],
  });
  await table('attempt_answer', {
    columns: {
      attempt_id: ref('attempt'),
      question_id: ref('question'),
      choice: long(),
      saved_at: instant(),
    },
    primaryKey: ['attempt_id', 'question_id'],
  });
}
