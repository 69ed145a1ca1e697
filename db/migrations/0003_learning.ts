import { flag, id, instant, integer, long, maybe, ref, text } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

/** Completion, selection, attendance, recordings and viewing, exercises. */
export const learning: Migration = {
  name: '0003_learning',
  async up({ table }) {
    await table('requirement_plan', {
      columns: { id: id(), section_id: ref('section'), kind: text(16), subject_id: text(64), title: text(160), position: integer(), detail: long() },
      unique: [['section_id', 'kind', 'subject_id']],
    });
    await table('enrolment_pin', {
      columns: {
        enrolment_id: id(), person_id: ref('person'), section_id: ref('section'), course_id: ref('course'),
        course_version_id: ref('course_version'), rule_version_id: id(), award: long(), pinned_at: instant(),
      },
      primaryKey: ['enrolment_id'],
    });
    await table('requirement', {
      columns: {
        id: id(), enrolment_id: id(), person_id: ref('person'), kind: text(16), subject_id: text(64), title: text(160),
        position: integer(), detail: long(),
      },
      unique: [['enrolment_id', 'kind', 'subject_id']],
      indexes: [['person_id']],
    });
    await table('requirement_met', { columns: { requirement_id: ref('requirement'), met_at: instant(), evidence: long() }, primaryKey: ['requirement_id'] });
    await table('completion', {
      columns: {
        id: id(), enrolment_id: id(), person_id: ref('person'), course_id: ref('course'),
        course_version_id: ref('course_version'), section_id: ref('section'), completed_at: instant(),
      },
      unique: [['enrolment_id']],
      indexes: [['person_id', 'course_id'], ['section_id']],
    });
    await table('seat_count', {
      columns: { section_id: ref('section'), capacity: integer(), taken: integer() },
      primaryKey: ['section_id'],
      checks: ['taken >= 0', 'taken <= capacity'],
    });
    await table('learner_term', { columns: { person_id: ref('person'), term_id: ref('term'), turn: integer() }, primaryKey: ['person_id', 'term_id'] });
    await table('enrolment', {
      columns: {
        id: id(), section_id: ref('section'), person_id: ref('person'), term_id: ref('term'), course_id: ref('course'),
        active: maybe(flag()), enrolled_at: instant(), acted_by: maybe(ref('person')),
      },
      unique: [['section_id', 'person_id', 'active']],
      indexes: [['person_id', 'active'], ['section_id', 'active']],
    });
    await table('withdrawal', { columns: { enrolment_id: ref('enrolment'), at: instant(), by_person_id: maybe(ref('person')), reason: text(200) }, primaryKey: ['enrolment_id'] });
    await table('waitlist_entry', {
      columns: {
        id: id(), section_id: ref('section'), person_id: ref('person'), term_id: ref('term'), course_id: ref('course'),
        active: maybe(flag()), joined_at: instant(), acted_by: maybe(ref('person')),
      },
      unique: [['section_id', 'person_id', 'active']],
      indexes: [['section_id', 'active', 'joined_at'], ['person_id', 'active']],
    });
    await table('waitlist_exit', { columns: { entry_id: ref('waitlist_entry'), at: instant(), kind: text(16) }, primaryKey: ['entry_id'] });
    await table('seat_offer', {
      columns: {
        id: id(), entry_id: ref('waitlist_entry'), section_id: ref('section'), person_id: ref('person'), open: maybe(flag()),
        offered_at: instant(), expires_at: instant(),
      },
      unique: [['entry_id', 'open'], ['section_id', 'person_id', 'open']],
      indexes: [['open', 'expires_at'], ['person_id', 'open']],
    });
    await table('offer_answer', { columns: { offer_id: ref('seat_offer'), answer: text(16), at: instant(), by_person_id: maybe(ref('person')) }, primaryKey: ['offer_id'] });
    await table('attendance', {
      columns: {
        id: id(), meeting_id: ref('meeting'), person_id: ref('person'), enrolment_id: ref('enrolment'), state: text(16),
        way: text(16), marked_at: instant(), marked_by: maybe(ref('person')),
      },
      unique: [['meeting_id', 'person_id']],
      indexes: [['enrolment_id']],
    });
    await table('attendance_change', {
      columns: { id: id(), attendance_id: ref('attendance'), from_state: maybe(text(16)), to_state: text(16), at: instant(), by_person_id: maybe(ref('person')) },
      indexes: [['attendance_id', 'at']],
    });
    await table('recording', {
      columns: {
        id: id(), course_id: ref('course'), section_id: maybe(ref('section')), meeting_id: maybe(ref('meeting')),
        title: text(120), summary: text(500), duration_ms: integer(), video_media_id: ref('media_file'),
        captions_media_id: maybe(ref('media_file')), poster_media_id: maybe(ref('media_file')), chapters: long(),
        uploaded_by: maybe(ref('person')), created_at: instant(),
      },
      indexes: [['course_id', 'created_at'], ['created_at']],
    });
    await table('recording_publication', { columns: { recording_id: ref('recording'), published_at: instant(), published_by: maybe(ref('person')) }, primaryKey: ['recording_id'] });
    await table('recording_withdrawal', { columns: { recording_id: ref('recording'), at: instant(), by_person_id: maybe(ref('person')), reason: text(200) }, primaryKey: ['recording_id'] });
    await table('viewing_lease', {
      columns: {
        person_id: ref('person'), lease: id(), enrolment_id: ref('enrolment'), recording_id: ref('recording'),
        started_at: instant(), heard_at: instant(), budget_ms: integer(),
      },
      primaryKey: ['person_id'],
    });
    await table('viewing', {
      columns: {
        id: id(), enrolment_id: ref('enrolment'), recording_id: ref('recording'), person_id: ref('person'), spans: long(),
        covered_ms: integer(), furthest_ms: integer(), position_ms: integer(), completed_at: maybe(instant()), updated_at: instant(),
      },
      unique: [['enrolment_id', 'recording_id']],
      indexes: [['person_id', 'updated_at']],
    });
    await table('question', {
      columns: {
        id: id(), course_id: ref('course'), code: text(32), objective: integer(), kind: text(16), stem: text(1000),
        options: long(), answer: long(), explanation: text(1000), retired_at: maybe(instant()),
      },
      unique: [['course_id', 'code']],
    });
    await table('exercise', {
      columns: { id: id(), course_id: ref('course'), title: text(120), draw_count: integer(), pass_mark: integer(), max_attempts: integer(), created_at: instant() },
      indexes: [['course_id']],
    });
    await table('attempt', {
      columns: {
        id: id(), exercise_id: ref('exercise'), enrolment_id: ref('enrolment'), person_id: ref('person'), number: integer(),
        open: maybe(flag()), questions: long(), started_at: instant(), submitted_at: maybe(instant()), score: maybe(integer()),
      },
      unique: [['exercise_id', 'enrolment_id', 'number'], ['exercise_id', 'enrolment_id', 'open']],
      indexes: [['person_id', 'open']],
    });
    await table('attempt_answer', {
      columns: { attempt_id: ref('attempt'), question_id: ref('question'), choice: long(), saved_at: instant() },
      primaryKey: ['attempt_id', 'question_id'],
    });
  },
};
