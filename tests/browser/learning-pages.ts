import type { Db } from '#db/database.ts';
import type { Named } from './teaching-pages.ts';

/** What somebody of the demo academy learns: the first thing of each kind that is still to be done. */
export async function enrolmentPages(db: Db, username: string): Promise<Named[]> {
  const pinned = await db
    .selectFrom('requirement')
    .innerJoin('person', 'person.id', 'requirement.person_id')
    .innerJoin('enrolment', 'enrolment.id', 'requirement.enrolment_id')
    .leftJoin('requirement_met', 'requirement_met.requirement_id', 'requirement.id')
    .select(['enrolment_id', 'kind', 'subject_id', 'met_at'])
    .where('username', '=', username)
    .where('enrolment.active', '=', 1)
    .orderBy('enrolment.enrolled_at', 'desc')
    .orderBy('requirement.position')
    .execute();
  const first = (kind: string) =>
    pinned.find((one) => one.kind === kind && one.met_at === null) ?? pinned.find((one) => one.kind === kind);
  const [watch, quiz, evaluate, task] = [first('watch'), first('quiz'), first('evaluate'), first('task')];
  const attend = first('attend');
  return [
    ...(watch
      ? ([
          ['learning', `/learn/${watch.enrolment_id}`],
          ['watch', `/learn/${watch.enrolment_id}/recordings/${watch.subject_id}`],
          ['notes', `/learn/${watch.enrolment_id}/recordings/${watch.subject_id}/notes`],
          ['viewing-record', `/learn/${watch.enrolment_id}/recordings/${watch.subject_id}/record`],
        ] as Named[])
      : []),
    ...(quiz ? ([['quiz', `/learn/${quiz.enrolment_id}/exercises/${quiz.subject_id}`]] as Named[]) : []),
    ...(await answerPages(db, username)),
    ...(await slidePages(db, username)),
    ...(task ? ([['task', `/learn/${task.enrolment_id}/tasks/${task.subject_id}`]] as Named[]) : []),
    ...(attend ? ([['make-up', `/learn/${attend.enrolment_id}/make-up`]] as Named[]) : []),
    ...(evaluate ? ([['evaluation', `/learn/${evaluate.enrolment_id}/evaluation`]] as Named[]) : []),
  ];
}

/** A question that they have answered with files, where there is one. */
async function answerPages(db: Db, username: string): Promise<Named[]> {
  const file = await db
    .selectFrom('attempt_file')
    .innerJoin('attempt', 'attempt.id', 'attempt_file.attempt_id')
    .innerJoin('person', 'person.id', 'attempt.person_id')
    .select(['enrolment_id', 'exercise_id', 'question_id'])
    .where('username', '=', username)
    .orderBy('attempt.number', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!file) return [];
  const paper = `/learn/${file.enrolment_id}/exercises/${file.exercise_id}`;
  return [
    ['answer-paper', paper],
    ['answer-files', `${paper}/questions/${file.question_id}`],
  ];
}

/** A lecture with slides beside it, where they have one to watch. */
async function slidePages(db: Db, username: string): Promise<Named[]> {
  const lecture = await db
    .selectFrom('requirement')
    .innerJoin('person', 'person.id', 'requirement.person_id')
    .innerJoin('recording_slide', 'recording_slide.recording_id', 'requirement.subject_id')
    .select(['enrolment_id', 'subject_id'])
    .where('username', '=', username)
    .where('kind', '=', 'watch')
    .limit(1)
    .executeTakeFirst();
  return lecture ? [['watch-slides', `/learn/${lecture.enrolment_id}/recordings/${lecture.subject_id}`]] : [];
}
