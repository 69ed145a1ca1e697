import type { Db } from '#db/database.ts';

export type Named = [name: string, path: string];

/** The pages of the demo academy’s instructor. */
export async function instructorPages(db: Db): Promise<Named[]> {
  const section = await db
    .selectFrom('section')
    .innerJoin('teacher', 'teacher.id', 'section.teacher_id')
    .innerJoin('person', 'person.id', 'teacher.person_id')
    .innerJoin('course', 'course.id', 'section.course_id')
    .innerJoin('meeting', 'meeting.section_id', 'section.id')
    .select(['section.id', 'course.code', 'meeting.id as meetingId'])
    .where('username', '=', 'instructor')
    .limit(1)
    .executeTakeFirstOrThrow();
  return [
    ['teach', '/teach'],
    ['teach-roster', `/teach/sections/${section.id}`],
    ['teach-attendance', `/teach/sections/${section.id}?tab=attendance`],
    ['teach-screen', `/teach/sections/${section.id}/meetings/${section.meetingId}/screen`],
    ['teach-make-up', `/teach/sections/${section.id}?tab=make-up`],
    ['teach-appraisal', `/teach/sections/${section.id}?tab=appraisal`],
    ['teach-feedback', `/teach/sections/${section.id}?tab=feedback`],
    ['teach-classes', `/teach/sections/${section.id}/classes`],
    ['teach-course', `/teach/courses/${section.code}`],
    ['teach-exercises', '/teach/exercises'],
    ['teach-new-exercise', `/teach/exercises/new?course=${section.code}`],
    ['teach-questions', `/teach/courses/${section.code}/questions`],
    ['teach-new-question', `/teach/courses/${section.code}/questions/new?kind=ordering`],
    ['teach-import-questions', `/teach/courses/${section.code}/questions/import`],
    ['teach-recordings', '/teach/recordings'],
    ['teach-reviews', '/teach/recordings/reviews'],
    ['teach-tasks', '/teach/tasks'],
    ['teach-new-task', '/teach/tasks/new?template=practice'],
    ['teach-new-upload', `/teach/courses/${section.code}/questions/new?kind=upload`],
    ['teach-marking', '/teach/exercises/marking'],
    ...(await markingPages(db)),
    ...(await taskPages(db)),
    ...(await draftPages(db)),
    ...(await makeUpPages(db)),
  ];
}

/** The attempt with files that waits longest, and one that has been looked at, where there are any. */
async function markingPages(db: Db): Promise<Named[]> {
  const attempts = await db
    .selectFrom('attempt_marking')
    .select(['attempt_id', 'waiting'])
    .orderBy('since')
    .execute();
  const pages = [
    ['teach-marking-one', attempts.find(({ waiting }) => waiting === 1)],
    ['teach-marked-one', attempts.find(({ waiting }) => waiting === null)],
  ] as const;
  return pages.flatMap(([name, attempt]): Named[] =>
    attempt ? [[name, `/teach/exercises/marking/${attempt.attempt_id}`]] : [],
  );
}

/** A draft that is being cut and has slides, where there is one. */
async function draftPages(db: Db): Promise<Named[]> {
  const draft = await db.selectFrom('recording_cut_wish').select('recording_id').limit(1).executeTakeFirst();
  if (!draft) return [];
  const at = `/teach/recordings/${draft.recording_id}`;
  return [
    ['teach-draft', at],
    ...['slides', 'captions', 'cuts'].map((desk): Named => [`teach-draft-${desk}`, `${at}/${desk}`]),
  ];
}

/** A section in which missed meetings can be made up, where there is one. */
async function makeUpPages(db: Db): Promise<Named[]> {
  const section = await db
    .selectFrom('meeting_exercise')
    .innerJoin('meeting', 'meeting.id', 'meeting_exercise.meeting_id')
    .select('section_id')
    .limit(1)
    .executeTakeFirst();
  return section ? [['teach-make-up-set', `/teach/sections/${section.section_id}?tab=make-up`]] : [];
}

/** The newest task, and the work that waits longest, where there are any. */
async function taskPages(db: Db): Promise<Named[]> {
  const task = await db
    .selectFrom('task')
    .select('id')
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const work = await db
    .selectFrom('submission')
    .select('id')
    .where('state', '=', 'handed-in')
    .orderBy('submitted_at')
    .limit(1)
    .executeTakeFirst();
  return [
    ...(task ? ([['teach-task', `/teach/tasks/${task.id}`]] as Named[]) : []),
    ...(work ? ([['teach-work', `/teach/submissions/${work.id}`]] as Named[]) : []),
  ];
}
