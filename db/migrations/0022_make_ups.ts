import { flag, id, instant, integer, long, maybe, ref } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

/** Meetings that somebody missed and makes up: which lecture and which quiz stand for a meeting, and who did both. What a task pays. */
export const makeUps: Migration = {
  name: '0022_make_ups',
  async up({ table, column, run }) {
    await table('meeting_exercise', {
      columns: {
        meeting_id: ref('meeting'),
        exercise_id: ref('exercise'),
        at: instant(),
        by_person_id: maybe(ref('person')),
      },
      primaryKey: ['meeting_id'],
    });
    await table('make_up', {
      columns: {
        id: id(),
        enrolment_id: ref('enrolment'),
        person_id: ref('person'),
        meeting_id: ref('meeting'),
        // What was open when it was begun: a later recording or quiz changes nothing for whoever is at it.
        recording_id: ref('recording'),
        exercise_id: ref('exercise'),
        // How much must be watched, as a requirement to watch says it.
        detail: long(),
        // 1 while it is under way or done, null once it was put back.
        active: maybe(flag()),
        opened_at: instant(),
        watched_at: maybe(instant()),
        watched_percent: maybe(integer()),
        passed_at: maybe(instant()),
        score: maybe(integer()),
        done_at: maybe(instant()),
        put_back_at: maybe(instant()),
      },
      unique: [
        ['enrolment_id', 'meeting_id', 'active'],
        ['enrolment_id', 'recording_id', 'active'],
        ['enrolment_id', 'exercise_id', 'active'],
      ],
      indexes: [['meeting_id'], ['exercise_id']],
    });
    // In hundredths of a credit; 0: none.
    await column('task', 'credits', integer(), 0);
    await run('create index recording_by_meeting_id on recording (meeting_id)');
  },
};
