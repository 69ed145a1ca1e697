/** A formation with one cohort and nobody in it, of a section that a query names. */
export function aFormation(section: string): string[] {
  return [
    'update formation set active = null',
    `insert into formation (id, section_id, seed, settings, proposed_at, active)
    select 'a-formation', section.id, 's', '{}', 'now', 1 from section where section.id = (${section})`,
    "insert into formation_class (id, formation_id, number, name) values ('a-class', 'a-formation', 1, '一班')",
  ];
}

/** A task with a version of somebody's work in this state. */
export function aTaskWithWork(state: string): string[] {
  return [
    `insert into task (id, course_id, kind, title, instructions, criteria, pass_mark, files, required, created_at, changed_at)
    select 'a-task', min(id), 'practice', '', '', '[]', 1, 'none', 0, 'now', 'now' from course`,
    `insert into submission (id, task_id, enrolment_id, section_id, person_id, number, open, state, body, started_at, saved_at,
    submitted_at) select 'a-work', 'a-task', id, section_id, person_id, 1, ${state === 'handed-in' ? 1 : 'null'}, '${state}', '',
    'now', 'now', 'now' from enrolment where active = 1 limit 1`,
  ];
}

/** Somebody who makes up the first meeting of which there is a mark; everybody has missed everything. */
export function makingUp(done: string): string[] {
  return [
    `insert into exercise (id, course_id, title, draw_count, pass_mark, max_attempts, created_at)
    select 'an-exercise', min(id), '', 1, 60, 3, 'now' from course`,
    "update attendance set state = 'absent'",
    `insert into make_up (id, enrolment_id, person_id, meeting_id, recording_id, exercise_id, detail, active, opened_at, watched_at,
      passed_at, done_at)
    select id, enrolment_id, person_id, meeting_id, (select min(recording.id) from recording), 'an-exercise', '{}', 1, 'now', 'now', null,
      ${done} from attendance order by id limit 1`,
  ];
}
