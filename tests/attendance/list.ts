/** A class of three meetings, two of which must be attended, somebody in it, and the lists of its meetings: fresh for every test. */
import { beforeEach } from 'vitest';
import type { MarkedState } from '#app/features/attendance/attendance.rules.ts';
import { type Mark, markAttendance } from '#app/features/attendance/marks.server.ts';
import { planRequirements } from '#app/features/completion/requirements.server.ts';
import { creditBalance } from '#app/features/credits/ledger.server.ts';
import { enrol } from '#app/features/selection/enrolment.server.ts';
import type { Db } from '#db/database.ts';
import { aSection, ask, type Section } from '#tests/support/classes.ts';
import type { Open } from '#tests/support/database.ts';
import { after, aLearner, type Learner, now, withPolicies } from '#tests/support/world.ts';

/** Registers a fresh academy before each test of the suite. */
export function listRoom(open: Open) {
  // Everything in it is set before a test runs.
  const room = {} as { db: Db; section: Section; learner: Learner & { enrolmentId: string } };
  beforeEach(async () => {
    room.db = await open();
    await withPolicies(room.db);
    room.section = await classOf(3, 2 / 3);
    room.learner = await enrolled();
  });

  /** A class that meets some times, of which a share must be attended. */
  async function classOf(times: number, minimumShare: number): Promise<Section> {
    const meetsIn = Array.from({ length: times }, (_, index) => 24 * (index + 1));
    const made = await aSection(room.db, { meetsIn, capacity: 50 });
    const plan = { ...ask('attend', made.sectionId, '到课'), detail: { minimumShare } };
    await planRequirements(room.db, made.sectionId, [plan]);
    return made;
  }
  async function enrolled(who?: Learner) {
    const { personId, actor } = who ?? (await aLearner(room.db));
    const wanted = { personId, actor, sectionId: room.section.sectionId, waitlist: false, now };
    const outcome = await enrol(room.db, wanted);
    if (outcome.outcome !== 'enrolled') throw new Error(JSON.stringify(outcome));
    return { personId, actor, enrolmentId: outcome.enrolmentId };
  }
  const meetingId = (number: number) => room.section.meetingIds[number - 1] ?? '';
  const list = (number: number, marks: readonly Mark[], minutes = 0) =>
    markAttendance(room.db, {
      actor: room.learner.actor,
      sectionId: room.section.sectionId,
      meetingId: meetingId(number),
      marks,
      now: after({ minutes }),
    });
  const deeds = {
    classOf,
    enrolled,
    meetingId,
    list,
    mark: (number: number, state: MarkedState, minutes = 0) =>
      list(number, [{ personId: room.learner.personId, state }], minutes),
    met: () => room.db.selectFrom('requirement_met').selectAll().execute(),
    history: () =>
      room.db
        .selectFrom('attendance_change')
        .select(['from_state', 'to_state', 'at'])
        .orderBy('at')
        .execute(),
    balance: (who: Learner = room.learner) => creditBalance(room.db, who.personId),
  };
  return Object.assign(room, deeds);
}
