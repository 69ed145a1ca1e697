import { type Filling, idOf, oneOf, quoted, someInstant, turnOf } from './fill.ts';
import { PEOPLE, TEACHERS } from './many-people.ts';

const COURSES = 2_000;
const SECTIONS = 4_000;
const RECORDINGS = 1_200;
/** The section after all others: of course 1, by teacher 1, in the term that is open now. Two hundred people are in it. */
export const CLASS = SECTIONS + 1;
export const CLASS_SIZE = 200;
/** A section of the same term that nobody whom a test signs in has chosen. */
export const FREE = SECTIONS + 2;
export const TERM_NOW = 2;
const at = quoted('2026-01-05T08:00:00.000Z');
const school = oneOf('party', 'governance', 'senior', 'citizen');

const section = {
  title: "concat('班', i)",
  kind: quoted('regular'),
  mode: quoted('blended'),
  min_size: '1',
  hours_face: '600',
  hours_recorded: '200',
  opened_at: at,
  note: quoted(''),
};

/** Courses with their five ones, terms, sections with their meetings and seats. */
export const manyClasses: readonly Filling[] = [
  {
    table: 'course',
    rows: COURSES,
    columns: {
      id: idOf('i'),
      code: "concat('ZL', 10000 + i)",
      title: "concat('协商议事第', i, '讲')",
      subtitle: quoted('副题'),
      school,
      module: quoted('协商议事'),
      level: quoted('basic'),
      required: '1',
      hours_face: '600',
      hours_recorded: '0',
      credits: '600',
      mode: quoted('face'),
      summary: quoted('简介'),
      audience_text: quoted('所有人'),
      teacher_role: quoted('社工'),
      details: quoted('{"objectives":["说出四方各是谁"],"tags":["议事"]}'),
      state: quoted('in-use'),
      created_at: at,
      updated_at: at,
    },
  },
  {
    table: 'course_version',
    rows: COURSES,
    columns: {
      id: idOf('i'),
      course_id: idOf('i'),
      number: '1',
      note: quoted(''),
      created_at: at,
      published_at: at,
    },
  },
  {
    table: 'five_one',
    rows: 5 * COURSES,
    columns: {
      course_version_id: idOf(`(1 + ${turnOf(5)})`),
      item: oneOf('syllabus', 'lesson-plan', 'handout', 'slides', 'teacher'),
      body: quoted('# 大纲'),
      teacher_id: `case i % 5 when 4 then ${idOf(`(1 + (i % 3000) % ${TEACHERS})`)} else null end`,
      updated_at: at,
    },
  },
  {
    table: 'course_form',
    rows: COURSES,
    columns: { course_id: idOf('i'), form: oneOf('lecture', 'case', 'salon') },
  },
  {
    table: 'course_audience',
    rows: COURSES,
    columns: { course_id: idOf('i'), position: oneOf('building-head', 'volunteer', 'grid-worker') },
  },
  {
    table: 'course_prerequisite',
    rows: COURSES / 2,
    columns: { course_id: idOf('(1000 + i)'), required_course_id: idOf('(1 + i % 500)') },
  },
  {
    table: 'course_score',
    rows: COURSES / 2,
    columns: { course_id: idOf('i'), n: '9', score: '8600', dimensions: quoted('[]'), updated_at: at },
  },
  {
    table: 'term',
    rows: 3,
    columns: {
      id: idOf('i'),
      code: "concat('T', i)",
      name: "concat('学期', i)",
      starts_on: oneOf('2027-02-01', '2026-02-01', '2026-09-01'),
      ends_on: oneOf('2027-06-30', '2026-06-30', '2027-01-31'),
    },
  },
  {
    table: 'term_window',
    rows: 2,
    columns: {
      id: idOf('i'),
      term_id: idOf(`${TERM_NOW}`),
      kind: oneOf('selection', 'evaluation'),
      opens_at: quoted('2026-11-20T00:00:00.000Z'),
      closes_at: quoted('2026-12-20T00:00:00.000Z'),
    },
  },
  {
    table: 'term_break',
    rows: 12,
    columns: {
      id: idOf('i'),
      term_id: idOf('(1 + i % 3)'),
      from_day: quoted('2026-12-01'),
      to_day: quoted('2026-12-02'),
      name: quoted('停课'),
    },
  },
  {
    table: 'section',
    rows: SECTIONS,
    columns: {
      ...section,
      id: idOf('i'),
      code: "concat('S', 10000 + i)",
      term_id: idOf('(1 + i % 3)'),
      course_id: idOf(`(1 + i % ${COURSES})`),
      course_version_id: idOf(`(1 + i % ${COURSES})`),
      school,
      teacher_id: idOf(`(1 + i % ${TEACHERS})`),
      head_teacher_id: idOf(`(1 + i % ${PEOPLE})`),
      starts_on: oneOf('2026-02-20', '2026-11-25', '2027-02-25'),
      ends_on: oneOf('2026-06-30', '2027-01-20', '2027-06-30'),
    },
  },
  {
    table: 'section',
    rows: 2,
    columns: {
      ...section,
      id: idOf(`(${SECTIONS} + i)`),
      code: "concat('C', i)",
      term_id: idOf(`${TERM_NOW}`),
      course_id: idOf('i'),
      course_version_id: idOf('i'),
      school: quoted('governance'),
      teacher_id: idOf('1'),
      starts_on: quoted('2026-11-01'),
      ends_on: quoted('2027-01-20'),
    },
  },
  {
    table: 'section_closure',
    rows: SECTIONS / 4,
    columns: { section_id: idOf('(3 * i)'), kind: quoted('ended'), at, reason: quoted('学期结束') },
  },
  {
    table: 'section_audience',
    rows: SECTIONS / 2,
    columns: { section_id: idOf('i'), position: oneOf('building-head', 'volunteer', 'grid-worker') },
  },
  {
    table: 'seat_count',
    rows: CLASS + 1,
    columns: { section_id: idOf('i'), capacity: '300', taken: '20' },
  },
  {
    table: 'meeting',
    rows: 2 * SECTIONS,
    columns: {
      id: idOf('i'),
      section_id: idOf(`(1 + i % ${SECTIONS})`),
      number: `1 + ${turnOf(SECTIONS)}`,
      starts_at: "concat('2026-', 10 + i % 3, '-', 10 + i % 20, 'T', 10 + i % 12, ':00:00.000Z')",
      ends_at: "concat('2026-', 10 + i % 3, '-', 10 + i % 20, 'T', 12 + i % 12, ':00:00.000Z')",
      venue_id: idOf('(1 + i % 60)'),
      topic: quoted('议事'),
      kind: quoted('face'),
    },
  },
  {
    table: 'meeting',
    rows: 16,
    columns: {
      id: idOf(`(${2 * SECTIONS} + i)`),
      section_id: idOf(`${CLASS}`),
      number: 'i',
      starts_at: "concat('2026-11-', 10 + i, 'T11:00:00.000Z')",
      ends_at: "concat('2026-11-', 10 + i, 'T13:00:00.000Z')",
      venue_id: idOf('1'),
      topic: quoted('议事'),
      kind: quoted('face'),
    },
  },
  {
    table: 'media_file',
    rows: RECORDINGS + 50,
    columns: {
      id: idOf('i'),
      purpose: `case when i > ${RECORDINGS} then 'captions' else 'video' end`,
      storage_key: "concat('aa/', i)",
      content_type: quoted('video/mp4'),
      bytes: '1000',
      sha256: "concat('hash-', i)",
      original_name: quoted('lecture.mp4'),
      created_at: at,
    },
  },
  {
    table: 'recording',
    rows: RECORDINGS,
    columns: {
      id: idOf('i'),
      course_id: idOf('(1 + i % 300)'),
      title: "concat('第', i, '讲')",
      summary: quoted('讲议事'),
      duration_ms: '600000',
      video_media_id: idOf('i'),
      captions_media_id: `case when i % 10 = 0 then ${idOf(`(${RECORDINGS + 1} + i % 50)`)} else null end`,
      chapters: quoted('[]'),
      created_at: someInstant,
    },
  },
  {
    table: 'recording_publication',
    rows: RECORDINGS,
    columns: { recording_id: idOf('i'), published_at: at },
  },
];
