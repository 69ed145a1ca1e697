/** One class, one person in it, and what they do about the meetings that they missed: a fresh one for every test. */
import { beforeEach, expect } from 'vitest';
import { verifyAcademy } from '#app/cli/checks/all.ts';
import { creditBalance } from '#app/features/credits/ledger.server.ts';
import { openMakeUp } from '#app/features/making-up/opening.server.ts';
import { ownMakeUps } from '#app/features/making-up/own.server.ts';
import type { Db } from '#db/database.ts';
import type { Open } from '#tests/support/database.ts';
import { after, withPolicies } from '#tests/support/world.ts';
import {
  aClass,
  aMember,
  later,
  type MakeUpClass,
  type Member,
  markAll,
  takeQuiz,
  type Wanted,
  watchAll,
} from './classroom.ts';

/** Registers a fresh academy before each test of the suite. `within` makes the class and its member, which later calls speak of. */
export function makeUpRoom(open: Open) {
  // Everything in it is set before a test runs.
  const room = {} as { db: Db; section: MakeUpClass; member: Member };
  beforeEach(async () => {
    room.db = await open();
    await withPolicies(room.db);
  });
  const meetingId = (index: number) => room.section.meetingIds[index] ?? '';
  const begin = (index: number, now = later, who = room.member) =>
    openMakeUp(room.db, { ...who, meetingId: meetingId(index), now });
  const desk = (now = later) => ownMakeUps(room.db, { ...room.member, now });
  /** Watches the lecture of a meeting to the end. */
  const watch = (index: number, from?: Date) =>
    watchAll(room.db, room.member, room.section.recordingIds[index] ?? '', from);
  const quiz = (index: number, how?: Parameters<typeof takeQuiz>[3]) =>
    takeQuiz(room.db, room.member, room.section.exerciseIds[index] ?? '', how);
  /** What `verify` finds wrong. */
  const breaches = async () => {
    const engine = open.engine === 'sqlite' ? 'embedded' : 'server';
    return (await verifyAcademy(room.db, engine)).filter(({ breach }) => breach !== null);
  };
  const deeds = {
    meetingId,
    begin,
    desk,
    watch,
    quiz,
    /** Marks the meetings in their order; null leaves one as it is. */
    mark: (states: Parameters<typeof markAll>[3]) => markAll(room.db, room.section, room.member, states),
    async within(wanted: Wanted) {
      room.section = await aClass(room.db, wanted);
      room.member = await aMember(room.db, room.section);
    },
    states: async () => (await desk())?.missed.map(({ state, against }) => against ?? state),
    /** Watches the lecture and passes the quiz of a missed meeting. */
    async makeUp(index: number) {
      expect(await begin(index)).toEqual({ ok: true });
      await watch(index, after({ days: 40, hours: index }));
      await quiz(index);
    },
    /** What 到课 was met with; null while it is not. */
    async evidence() {
      const row = await room.db
        .selectFrom('requirement_met')
        .innerJoin('requirement', 'requirement.id', 'requirement_met.requirement_id')
        .select('evidence')
        .where('enrolment_id', '=', room.member.enrolmentId)
        .where('kind', '=', 'attend')
        .executeTakeFirst();
      return row ? JSON.parse(row.evidence) : null;
    },
    balance: () => creditBalance(room.db, room.member.personId),
    /** The marks of the meetings that have one, in their order. */
    async marks() {
      const rows = await room.db
        .selectFrom('attendance')
        .select('state')
        .where('enrolment_id', '=', room.member.enrolmentId)
        .orderBy('id')
        .execute();
      return rows.map(({ state }) => state);
    },
    breaches,
    expectSound: async () => expect(await breaches()).toEqual([]),
  };
  return Object.assign(room, deeds);
}
