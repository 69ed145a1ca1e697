/** Two sections of a course in a term, three meetings each, somebody in the first, and what they do there: fresh for every test. */
import { beforeEach, expect } from 'vitest';
import type { MarkedState } from '#app/features/attendance/attendance.rules.ts';
import { markAttendance } from '#app/features/attendance/marks.server.ts';
import { planRequirements } from '#app/features/completion/requirements.server.ts';
import { latestAttempt, startAttempt } from '#app/features/exercises/attempts.server.ts';
import { createExercise, importQuestions } from '#app/features/exercises/exercises.server.ts';
import { enrolmentsOf } from '#app/features/selection/reading.server.ts';
import { createTask } from '#app/features/tasks/tasks.server.ts';
import { mergeOutlook, mergeSections } from '#app/shell/merging-sections.server.ts';
import type { Db } from '#db/database.ts';
import { bank } from '#tests/exercises/quiz.ts';
import { aMember, type Member, registrar } from '#tests/making-up/classroom.ts';
import { aCourse, aSection, ask, aTerm, type Section, type WantedSection } from '#tests/support/classes.ts';
import type { Open } from '#tests/support/database.ts';
import { academy, after, now, withPolicies } from '#tests/support/world.ts';
import { plainTask, staff } from '#tests/tasks/work.ts';
import { breaches } from './desk.ts';

interface Room {
  db: Db;
  /** Of the same course and term; `teacher` leads the second. */
  from: Section;
  into: Section;
  teacher: Awaited<ReturnType<typeof staff>>;
  /** A quiz of the course, twice to be tried, and a task that pays. */
  quiz: string;
  task: string;
  /** In the first section. */
  who: Member;
}

const aShortQuiz = { title: '小测', drawCount: 5, passMark: 60, maxAttempts: 2 };

/** Registers a fresh academy before each test of the suite. Both sections ask the quiz unless told otherwise. */
export function twoSections(open: Open) {
  // Everything in it is set before a test runs.
  const room = {} as Room;
  beforeEach(async () => {
    room.db = await open();
    const { db } = room;
    await withPolicies(db);
    const course = await aCourse(db);
    const { courseId } = course;
    await importQuestions(db, { courseId, questions: bank });
    room.quiz = await createExercise(db, { courseId, ...aShortQuiz, now });
    const form = { ...plainTask, credits: 200 };
    room.task = (await createTask(db, { actor: registrar, courseId, form, now })) ?? '';
    room.teacher = await staff(db, 'instructor');
    const shared = { course, termId: await aTerm(db), capacity: 9 };
    const other = { ...shared, title: '周六班', headTeacherId: room.teacher.personId };
    room.from = await aSection(db, { ...shared, meetsIn: [50, 74, 98] });
    room.into = await aSection(db, { ...other, meetsIn: [60, 84, 108] });
    await asks('quiz', room.quiz);
    room.who = await aMember(db, room.from);
  });

  /** Both sections, or some, ask this and nothing else of whoever comes from now on. */
  async function asks(kind: 'quiz' | 'task' | 'attend', subjectId = '', which = [room.from, room.into]) {
    for (const { sectionId } of which)
      await planRequirements(room.db, sectionId, [ask(kind, kind === 'attend' ? sectionId : subjectId)]);
  }
  const merge = (at = after({ minutes: 5 })) =>
    mergeSections(room.db, {
      ...{ actor: academy, sectionId: room.from.sectionId, intoId: room.into.sectionId, capacity: null },
      ...{ reason: '人数不够', now: at },
    });
  /** Their enrolment in the second section. */
  async function there() {
    const all = await enrolmentsOf(room.db, room.who.personId);
    const own = all.find(({ sectionId }) => sectionId === room.into.sectionId);
    if (!own) throw new Error('not moved');
    return { ...room.who, enrolmentId: own.id, state: own.state };
  }
  return Object.assign(room, {
    asks,
    merge,
    there,
    async moved() {
      expect(await merge()).toMatchObject({ ok: true });
      return there();
    },
    /** Merges in vain: what the page says before is what the deed says. */
    async refusal() {
      const [sectionId, intoId] = [room.from.sectionId, room.into.sectionId];
      const looked = await mergeOutlook(room.db, { sectionId, intoId, now });
      expect(await merge()).toEqual({ ok: false, ...looked?.inTheWay });
      return looked?.inTheWay;
    },
    another: (more: WantedSection = {}) =>
      aSection(room.db, { course: room.from.course, termId: room.from.termId, capacity: 9, ...more }),
    async begin({ enrolmentId, personId } = room.who) {
      const started = await startAttempt(room.db, { exerciseId: room.quiz, enrolmentId, personId, now });
      const attempt = started.ok && (await latestAttempt(room.db, room.quiz, enrolmentId));
      if (!attempt) throw new Error(JSON.stringify(started));
      return attempt;
    },
    mark: (section: Section, index: number, state: MarkedState, { personId } = room.who) =>
      markAttendance(room.db, {
        ...{ actor: registrar, sectionId: section.sectionId, meetingId: section.meetingIds[index] ?? '' },
        ...{ marks: [{ personId, state }], now: after({ days: 9 }) },
      }),
    sound: async () => expect(await breaches(room.db, open.engine)).toEqual([]),
  });
}
