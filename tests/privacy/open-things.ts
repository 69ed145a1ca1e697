import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { tableShapes } from '#db/shapes.server.ts';
import { aCourse, aSection, type Section } from '#tests/support/classes.ts';
import { aLearner, now } from '#tests/support/world.ts';

type Values = Record<string, string | number | null>;

/** Inserts a row with what is given; every other column says nothing. */
async function bare(db: Db, table: string, given: Values): Promise<string> {
  const shape = (await tableShapes('embedded')).find(({ name }) => name === table)?.shape;
  if (!shape) throw new Error(`no table ${table}`);
  const row: Values = {};
  for (const [name, { kind, nullable }] of Object.entries(shape.columns))
    row[name] = nullable ? null : kind === 'integer' ? 0 : '';
  const id = newId();
  await db
    .insertInto(table as 'appeal')
    .values({ ...row, ...('id' in shape.columns ? { id } : {}), ...given } as never)
    .execute();
  return id;
}

const at = now.toISOString();

async function seat(db: Db, person_id: string, endsOn: string): Promise<string> {
  const section = await aSection(db, { startsOn: '2026-09-01', endsOn });
  return bare(db, 'enrolment', { ...placeIn(section), person_id, active: 1, enrolled_at: at });
}

const placeIn = ({ sectionId, termId, course }: Section) => ({
  ...{ section_id: sectionId, term_id: termId, course_id: course.courseId },
});

const right = (role: string) => async (db: Db, personId: string) => {
  await bare(db, 'role_grant', { person_id: personId, role, valid_from: '2026-01-01', granted_at: at });
};

/** Whatever may stand in the way of closing an account: how it comes about, and what is said of it. */
export const openThings: Record<
  string,
  { said: RegExp; begin: (db: Db, personId: string) => Promise<unknown> }
> = {
  seat: { said: /^还有没上完的课/, begin: (db, personId) => seat(db, personId, '2027-01-20') },
  line: {
    said: /^还在排候补/,
    begin: async (db, person_id) => {
      const section = await aSection(db);
      await bare(db, 'waitlist_entry', { ...placeIn(section), person_id, active: 1, joined_at: at });
    },
  },
  application: {
    said: /^报了预选还没有结果/,
    begin: async (db, personId) => {
      const { termId } = await aSection(db);
      const round = { term_id: termId, name: '预选', seed_hash: newId(), created_at: at };
      const roundId = await bare(db, 'selection_round', round);
      const wish = { round_id: roundId, person_id: personId, ticket: newId().slice(-12), active: 1 };
      await bare(db, 'application', { ...wish, applied_at: at });
    },
  },
  appeal: {
    said: /^有一件申诉等复核/,
    begin: (db, person_id) => bare(db, 'appeal', { person_id, subject_id: newId(), state: 'waiting' }),
  },
  declaration: {
    said: /^有申报还没有办完/,
    begin: (db, person_id) => bare(db, 'declaration', { person_id, form_token: newId(), state: 'publicity' }),
  },
  attempt: {
    said: /^有测验等老师批改/,
    begin: async (db, personId) => {
      const enrolmentId = await seat(db, personId, '2026-11-21');
      const { courseId } = await aCourse(db);
      const exerciseId = await bare(db, 'exercise', { course_id: courseId });
      const attempt = { exercise_id: exerciseId, enrolment_id: enrolmentId, person_id: personId, number: 1 };
      const attemptId = await bare(db, 'attempt', attempt);
      const { section_id } = await db
        .selectFrom('enrolment')
        .select('section_id')
        .where('id', '=', enrolmentId)
        .executeTakeFirstOrThrow();
      await bare(db, 'attempt_marking', { attempt_id: attemptId, section_id, since: at, waiting: 1 });
    },
  },
  work: {
    said: /^有作业等老师批改/,
    begin: async (db, personId) => {
      const enrolmentId = await seat(db, personId, '2026-11-21');
      const { section_id, course_id } = await db
        .selectFrom('enrolment')
        .innerJoin('section', 'section.id', 'enrolment.section_id')
        .select(['section_id', 'section.course_id'])
        .where('enrolment.id', '=', enrolmentId)
        .executeTakeFirstOrThrow();
      const taskId = await bare(db, 'task', { course_id });
      const work = { task_id: taskId, enrolment_id: enrolmentId, section_id, person_id: personId };
      await bare(db, 'submission', { ...work, number: 1, open: 1, state: 'handed-in', submitted_at: at });
    },
  },
  adjustment: {
    said: /^有一笔学分调整等核对/,
    begin: async (db, person_id) => {
      const { personId: proposed_by } = await aLearner(db);
      await bare(db, 'adjustment', { person_id, proposed_by, amount: 100, open: 1 });
    },
  },
  exemption: {
    said: /^有一项免考核等核准/,
    begin: async (db, person_id) => {
      const { personId: proposed_by } = await aLearner(db);
      await bare(db, 'exemption_proposal', { person_id, proposed_by, year: 2026, active: 1 });
    },
  },
  objection: {
    said: /^对年度情况表提的意见还没有答复/,
    begin: async (db, person_id) => {
      const { personId: opened_by } = await aLearner(db);
      const known = await db.selectFrom('year_closing').select('id').executeTakeFirst();
      const closing_id = known?.id ?? (await bare(db, 'year_closing', { year: 2026, opened_by }));
      await bare(db, 'statement_answer', { closing_id, person_id, kind: 'objected', words: '少了一课', at });
    },
  },
  lecturer: {
    said: /^还在带《四方协商第.*（周三晚班）》，班没有结束/,
    begin: async (db, person_id) => {
      const teacherId = await bare(db, 'teacher', { person_id, slug: newId() });
      await aSection(db, { teacherId });
    },
  },
  head: {
    said: /^还在带《协商（周四晚班）》，班没有结束/,
    begin: (db, headTeacherId) => aSection(db, { headTeacherId, title: '协商（周四晚班）' }),
  },
  'head of a class': {
    said: /^还在带《协商（周五晚班）》，班没有结束/,
    begin: async (db, head_teacher_id) => {
      const { sectionId: section_id } = await aSection(db, { title: '协商（周五晚班）' });
      const formation_id = await bare(db, 'formation', { section_id, active: 1 });
      await bare(db, 'formation_class', { formation_id, number: 1, head_teacher_id });
    },
  },
  liaison: { said: /^还担任社区联络员，请先请管理员收回授权/, begin: right('liaison') },
  'sole security administrator': {
    said: /^学院现在只有这一位安全管理员，先把它授给接手的人，再请接手的人收回你的/,
    begin: right('security-admin'),
  },
};

/** What is over and stands in nobody's way. */
export async function endedThings(db: Db, personId: string): Promise<void> {
  await seat(db, personId, '2026-11-21');
  await bare(db, 'appeal', { person_id: personId, subject_id: newId(), state: 'upheld' });
  const { sectionId } = await aSection(db, { headTeacherId: personId });
  await bare(db, 'section_closure', { section_id: sectionId, kind: 'cancelled', at });
  await aSection(db, { headTeacherId: personId, startsOn: '2026-09-01', endsOn: '2026-11-21' });
  const past = { role: 'auditor', valid_from: '2026-01-01', valid_to: '2026-11-21', granted_at: at };
  await bare(db, 'role_grant', { person_id: personId, ...past });
}
