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
    .select(['section.id', 'course.code'])
    .where('username', '=', 'instructor')
    .limit(1)
    .executeTakeFirstOrThrow();
  return [
    ['teach', '/teach'],
    ['teach-roster', `/teach/sections/${section.id}`],
    ['teach-attendance', `/teach/sections/${section.id}?tab=attendance`],
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
  ];
}

/** The attempt with files that waits longest, where there is one. */
async function markingPages(db: Db): Promise<Named[]> {
  const waiting = await db
    .selectFrom('attempt_marking')
    .select('attempt_id')
    .where('waiting', '=', 1)
    .orderBy('since')
    .limit(1)
    .executeTakeFirst();
  return waiting ? [['teach-marking-one', `/teach/exercises/marking/${waiting.attempt_id}`]] : [];
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
