import { accountBreaches } from './account-breaches.ts';
import { aFormation, aTaskWithWork, makingUp } from './breach-rows.ts';
import { certificateBreaches } from './certificate-breaches.ts';
import { closedAccountBreaches } from './closed-account-breaches.ts';
import { closedYearBreaches } from './closed-year-breaches.ts';
import { declarationBreaches } from './declaration-breaches.ts';
import { importBreaches } from './import-breaches.ts';
import { journalBreaches } from './journal-breaches.ts';
import { ledgerBreaches } from './ledger-breaches.ts';
import { organisationBreaches } from './organisation-breaches.ts';
import { signInBreaches } from './sign-in-breaches.ts';
import { standingBreaches } from './standing-breaches.ts';
import { suggestionBreaches } from './suggestion-breaches.ts';

/** One way to break each invariant by hand, in SQL that both engines read, and a word of the line that must tell of it. */
export const breaches: readonly { tells: RegExp; sql: readonly string[] }[] = [
  ...accountBreaches,
  ...signInBreaches,
  ...importBreaches,
  ...closedAccountBreaches,
  ...closedYearBreaches,
  ...declarationBreaches,
  ...journalBreaches,
  ...suggestionBreaches,
  ...organisationBreaches,
  {
    tells: /can be played/,
    sql: [
      `update media_file set purpose = 'original' where id in (select video_media_id from recording
      inner join recording_publication on recording_publication.recording_id = recording.id)`,
    ],
  },
  {
    tells: /about to remove it/,
    sql: [
      `insert into recording_stream (recording_id, stream_id, rungs, has_sound, made_at)
      select min(id), 'a-stream', '[]', 0, 'now' from recording`,
    ],
  },
  {
    tells: /within a week/,
    sql: [
      `insert into media_end (id, kind, storage_key, ended_at, due_at, tries, going_at)
      values ('a-stream', 'stream', 'streams/a-stream/', '2026-01-01', '2026-01-02', 9, '2026-01-02')`,
    ],
  },
  {
    tells: /used, or about to go/,
    sql: [
      `insert into media_file (id, purpose, storage_key, content_type, bytes, sha256, original_name, created_at)
      select 'a-file', purpose, 'no/where', content_type, bytes, sha256, original_name, '2026-01-01' from media_file limit 1`,
    ],
  },
  {
    tells: /failed says why/,
    sql: [
      'delete from recording_processing',
      `insert into recording_processing (recording_id, stream_id, state, needed, wanted_at, run_at, attempts, percent, done)
      select min(id), 'a-stream', 'failed', 0, 'now', 'now', 1, 0, '{}' from recording`,
    ],
  },
  {
    tells: /seats taken/,
    sql: ['update seat_count set taken = taken - 1 where taken > 0 and taken < capacity'],
  },
  {
    tells: /has booked it for its time/,
    sql: ["update venue_booking set starts_at = '2020-01-01T00:00:00.000Z' where meeting_id is not null"],
  },
  {
    tells: /takes place there/,
    sql: [
      `insert into meeting_cancellation (meeting_id, at, reason) select meeting_id, booked_at, '' from venue_booking
      where active = 1 and meeting_id is not null limit 1`,
    ],
  },
  {
    tells: /share a moment/,
    sql: [
      `insert into venue_booking (id, venue_id, starts_at, ends_at, title, active, booked_at)
      select 'twice', venue_id, starts_at, ends_at, title, 1, booked_at from venue_booking where active = 1 limit 1`,
    ],
  },
  {
    tells: /ended with a reason/,
    sql: ['update venue_booking set active = null where meeting_id is not null'],
  },
  {
    tells: /open offer/,
    sql: [
      `insert into seat_offer (id, entry_id, section_id, person_id, open, offered_at, expires_at)
      select 'an-offer', id, section_id, person_id, 1, joined_at, joined_at from waitlist_entry limit 1`,
      'update waitlist_entry set active = null',
    ],
  },
  {
    tells: /waits for a section is not in it/,
    sql: [
      `insert into waitlist_entry (id, section_id, person_id, term_id, course_id, active, joined_at)
      select 'an-entry', section_id, person_id, term_id, course_id, 1, enrolled_at from enrolment where active = 1 limit 1`,
    ],
  },
  {
    tells: /given up with a withdrawal/,
    sql: [
      `insert into withdrawal (enrolment_id, at, reason) select id, enrolled_at, '' from enrolment where active = 1 limit 1`,
    ],
  },
  {
    tells: /has its pin/,
    sql: ['delete from enrolment_pin where enrolment_id in (select id from enrolment where active = 1)'],
  },
  {
    tells: /while a requirement is open/,
    sql: ["delete from requirement_met where evidence like '%receipt%'"],
  },
  {
    tells: /met every requirement has completed/,
    sql: ['delete from completion where id not in (select completion_id from certificate)'],
  },
  {
    tells: /completion is of its enrolment/,
    sql: ["update completion set person_id = (select id from person where username = 'auditor')"],
  },
  {
    tells: /attendance is of somebody enrolled/,
    sql: ['update attendance set enrolment_id = (select min(id) from enrolment)'],
  },
  ...ledgerBreaches,
  {
    tells: /receipt belongs to somebody/,
    sql: [
      "insert into receipt (section_id, person_id) select min(section.id), (select id from person where username = 'auditor') from section",
    ],
  },
  { tells: /as many ballots as receipts/, sql: ['delete from ballot where batch is null'] },
  {
    tells: /batches of 5 or more/,
    sql: [
      'update ballot set batch = 99 where id = (select one from (select min(id) as one from ballot where batch is not null) as first_ballot)',
    ],
  },
  { tells: /tally of each ballot box/, sql: ['update ballot_box set total = total + 1'] },
  { tells: /published score rests/, sql: ['update course_score set n = n + 1'] },
  {
    tells: /union of its parts/,
    sql: [
      `insert into viewing (id, enrolment_id, recording_id, person_id, spans, covered_ms, furthest_ms, position_ms, updated_at)
      select 'a-viewing', enrolment.id, recording.id, enrolment.person_id, '[[0,1000],[500,2000]]', 2500, 2000, 0, enrolled_at
      from enrolment inner join recording on recording.course_id = enrolment.course_id limit 1`,
    ],
  },
  { tells: /more attempts/, sql: ['update exercise set max_attempts = 0'] },
  { tells: /handed in with a score/, sql: ['update attempt set score = 101'] },
  { tells: /watched and its quiz passed/, sql: makingUp("'now'") },
  { tells: /counts as made up/, sql: ["update attendance set state = 'made-up'"] },
  {
    tells: /more meetings of a section/,
    sql: [
      ...makingUp('null'),
      `insert into policy_version (id, kind, code, version, title, content, content_hash, valid_from, published_at)
      select 'strict-rules', kind, 'strict', version, title,
        replace(content, '"makeUpMaxMeetingsPercent":30', '"makeUpMaxMeetingsPercent":0'), 'other', valid_from, published_at
      from policy_version where kind = 'rules' limit 1`,
      "update enrolment_pin set rule_version_id = 'strict-rules'",
    ],
  },
  {
    tells: /judged with a review/,
    sql: [...aTaskWithWork('handed-in'), "update submission set state = 'passed'"],
  },
  {
    tells: /judged their own work/,
    sql: [
      ...aTaskWithWork('passed'),
      `insert into submission_review (submission_id, outcome, marks, score, words, at, by_person_id)
      select id, 'passed', '[]', 0, '', saved_at, person_id from submission where id = 'a-work'`,
    ],
  },
  {
    tells: /belong to one that was passed/,
    sql: ["update credit_entry set source_type = 'task' where source_type = 'completion'"],
  },
  {
    tells: /passed task that pays/,
    sql: [...aTaskWithWork('passed'), "update task set credits = 200 where id = 'a-task'"],
  },
  {
    tells: /met what was pinned for it/,
    sql: [
      ...aTaskWithWork('passed'),
      `insert into requirement (id, enrolment_id, person_id, kind, subject_id, title, position, detail)
      select 'a-requirement', enrolment_id, person_id, 'task', 'a-task', '', 9, '{}' from submission where id = 'a-work'`,
    ],
  },
  {
    tells: /of an enrolment of its section/,
    sql: [
      ...aFormation(
        "select min(section_id) from enrolment where person_id = (select id from person where username = 'elder')",
      ),
      `insert into formation_place (formation_id, enrolment_id, class_number, group_number, reason, by_hand)
      select 'a-formation', max(id), 1, 1, '', 0 from enrolment
      where section_id <> (select section_id from formation where id = 'a-formation')`,
    ],
  },
  {
    tells: /nobody sits in two places/,
    sql: [
      ...aFormation(
        "select min(section_id) from enrolment where person_id = (select id from person where username = 'learner')",
      ),
      `insert into formation_place (formation_id, enrolment_id, class_number, group_number, reason, by_hand)
      select 'a-formation', id, 1, 1, '', 0 from enrolment
      where active = 1 and person_id = (select id from person where username = 'learner')`,
    ],
  },
  {
    tells: /in a cohort that is there/,
    sql: [
      ...aFormation('select min(section_id) from enrolment'),
      `insert into formation_place (formation_id, enrolment_id, class_number, group_number, reason, by_hand)
      select 'a-formation', min(id), 2, 1, '', 0 from enrolment
      where section_id = (select section_id from formation where id = 'a-formation')`,
    ],
  },
  ...standingBreaches,
  {
    tells: /exempt by their own word/,
    sql: ['update exemption set approved_by = person_id'],
  },
  {
    tells: /ended with a reason/,
    sql: ['update exemption set active = null'],
  },
  {
    tells: /when, and only when, it was approved/,
    sql: ["update exemption_proposal set outcome = 'approved', active = null, decided_at = 'now'"],
  },
  ...certificateBreaches,
  {
    tells: /whatever a row refers to/,
    sql: [
      "update requirement set enrolment_id = 'nowhere' where id = (select one from (select min(id) as one from requirement) as some)",
    ],
  },
];
