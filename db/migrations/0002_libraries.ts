import { day, flag, id, instant, integer, long, maybe, ref, text } from '#db/ddl.ts';
import type { Ddl, Migration } from '#db/migrate.server.ts';

/** Teacher library, course library with the five ones, terms, sections, meetings, venues. */
export const libraries: Migration = {
  name: '0002_libraries',
  async up(ddl) {
    await teachers(ddl);
    await courses(ddl);
    await courseVersions(ddl);
    await terms(ddl);
    await sections(ddl);
  },
};

/** The teacher library. */
async function teachers({ table }: Ddl): Promise<void> {
  await table('teacher', {
    columns: {
      id: id(),
      slug: text(64),
      person_id: maybe(ref('person')),
      name: text(64),
      headline: text(120),
      category: text(32),
      bio: long(),
      fields: long(),
      created_at: instant(),
    },
    unique: [['slug'], ['person_id']],
  });
  await table('teacher_stage', {
    columns: {
      id: id(),
      teacher_id: ref('teacher'),
      stage: text(16),
      at: instant(),
      by_person_id: maybe(ref('person')),
      note: text(500),
    },
    indexes: [['teacher_id', 'at']],
  });
  await table('teacher_school', {
    columns: { teacher_id: ref('teacher'), school: text(16) },
    primaryKey: ['teacher_id', 'school'],
  });
  await table('teacher_consent', {
    columns: { teacher_id: ref('teacher'), consented_at: instant() },
    primaryKey: ['teacher_id'],
  });
  await table('teacher_score', {
    columns: {
      teacher_id: ref('teacher'),
      n: integer(),
      score: integer(),
      dimensions: long(),
      updated_at: instant(),
    },
    primaryKey: ['teacher_id'],
  });
}

/** The course library. */
async function courses({ table }: Ddl): Promise<void> {
  await table('course', {
    columns: {
      id: id(),
      code: text(16),
      title: text(120),
      subtitle: text(120),
      school: text(16),
      module: text(32),
      level: text(16),
      required: flag(),
      hours_face: integer(),
      hours_recorded: integer(),
      credits: integer(),
      mode: text(16),
      summary: text(1000),
      audience_text: text(191),
      teacher_role: text(64),
      details: long(),
      state: text(16),
      created_at: instant(),
      updated_at: instant(),
    },
    unique: [['code']],
  });
  await table('course_audience', {
    columns: { course_id: ref('course'), position: text(32) },
    primaryKey: ['course_id', 'position'],
  });
  await table('course_form', {
    columns: { course_id: ref('course'), form: text(16) },
    primaryKey: ['course_id', 'form'],
  });
  await table('course_prerequisite', {
    columns: { course_id: ref('course'), required_course_id: ref('course') },
    primaryKey: ['course_id', 'required_course_id'],
  });
  await table('course_score', {
    columns: {
      course_id: ref('course'),
      n: integer(),
      score: integer(),
      dimensions: long(),
      updated_at: instant(),
    },
    primaryKey: ['course_id'],
  });
  await table('catalogue_revision', { columns: { id: integer(), number: integer() } });
}

/** Editions of a course and their five ones. */
async function courseVersions({ table }: Ddl): Promise<void> {
  await table('course_version', {
    columns: {
      id: id(),
      course_id: ref('course'),
      number: integer(),
      note: text(500),
      created_at: instant(),
      created_by: maybe(ref('person')),
      published_at: maybe(instant()),
      published_by: maybe(ref('person')),
    },
    unique: [['course_id', 'number']],
  });
  await table('five_one', {
    columns: {
      course_version_id: ref('course_version'),
      item: text(16),
      body: maybe(long()),
      media_id: maybe(ref('media_file')),
      teacher_id: maybe(ref('teacher')),
      updated_at: instant(),
      updated_by: maybe(ref('person')),
    },
    primaryKey: ['course_version_id', 'item'],
  });
  await table('opening_exemption', {
    columns: {
      course_version_id: ref('course_version'),
      item: text(16),
      reason: text(500),
      approved_by: ref('person'),
      approved_at: instant(),
    },
    primaryKey: ['course_version_id', 'item'],
  });
}

/** Terms and venues. */
async function terms({ table }: Ddl): Promise<void> {
  await table('term', {
    columns: { id: id(), code: text(32), name: text(64), starts_on: day(), ends_on: day() },
    unique: [['code']],
  });
  await table('term_window', {
    columns: { id: id(), term_id: ref('term'), kind: text(16), opens_at: instant(), closes_at: instant() },
    unique: [['term_id', 'kind']],
  });
  await table('venue', {
    columns: {
      id: id(),
      name: text(64),
      tier: text(32),
      address: text(191),
      capacity: integer(),
      ramp: flag(),
      lift: flag(),
      toilet: flag(),
      opening_hours: text(191),
      org_unit_id: maybe(ref('org_unit')),
    },
    unique: [['name']],
  });
}

/** Sections and when they meet. */
async function sections({ table }: Ddl): Promise<void> {
  await table('section', {
    columns: {
      id: id(),
      code: text(32),
      term_id: ref('term'),
      course_id: ref('course'),
      course_version_id: ref('course_version'),
      title: text(120),
      kind: text(16),
      school: text(16),
      mode: text(16),
      teacher_id: maybe(ref('teacher')),
      head_teacher_id: maybe(ref('person')),
      min_size: integer(),
      hours_face: integer(),
      hours_recorded: integer(),
      starts_on: day(),
      ends_on: day(),
      evaluation_opens_at: maybe(instant()),
      evaluation_closes_at: maybe(instant()),
      opened_at: maybe(instant()),
      opened_by: maybe(ref('person')),
      note: text(500),
    },
    unique: [['code']],
    indexes: [['term_id', 'course_id'], ['course_id', 'term_id'], ['teacher_id']],
  });
  await table('section_closure', {
    columns: {
      section_id: ref('section'),
      kind: text(16),
      at: instant(),
      by_person_id: maybe(ref('person')),
      reason: text(500),
    },
    primaryKey: ['section_id'],
  });
  await table('section_audience', {
    columns: { section_id: ref('section'), position: text(32) },
    primaryKey: ['section_id', 'position'],
  });
  await table('meeting', {
    columns: {
      id: id(),
      section_id: ref('section'),
      number: integer(),
      starts_at: instant(),
      ends_at: instant(),
      venue_id: maybe(ref('venue')),
      topic: text(120),
      kind: text(16),
    },
    unique: [['section_id', 'number']],
    indexes: [['venue_id', 'starts_at'], ['starts_at']],
  });
}
