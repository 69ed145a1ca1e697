import { beforeEach, expect, it } from 'vitest';
import { verifyAcademy } from '#app/cli/checks/all.ts';
import { meetRequirement } from '#app/features/completion/meeting-requirements.server.ts';
import { planRequirements } from '#app/features/completion/requirements.server.ts';
import { creditBalance } from '#app/features/credits/ledger.server.ts';
import { castBallot } from '#app/features/evaluation/ballots.server.ts';
import { withdraw } from '#app/features/selection/leaving.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { aCourse, ask, type Section } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, aLearner, now } from '#tests/support/world.ts';
import {
  aClass,
  all,
  aTeacher,
  elder,
  evaluateOnly,
  manyHands,
  type Voter,
  vote,
  voters,
  withForms,
} from './classroom.ts';

describeOnBothDatabases('ballots', (open) => {
  let db: Db;
  let section: Section;
  beforeEach(async () => {
    db = await open();
    await withForms(db);
    section = await aClass(db);
  });

  const ballots = () => db.selectFrom('ballot').selectAll().execute();
  const receipts = () => db.selectFrom('receipt').selectAll().execute();
  const scores = () => db.selectFrom('course_score').selectAll().execute();
  async function breaches() {
    const engine = open.engine === 'sqlite' ? 'embedded' : 'server';
    return (await verifyAcademy(db, engine)).filter(({ breach }) => breach !== null);
  }
  const one = async (): Promise<Voter> => (await voters(db, section, 1))[0] as Voter;

  it('are one each, however often and at once they are sent', async () => {
    const voter = await one();
    await manyHands(db);
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => vote(db, voter)));
    expect(outcomes.filter(({ ok }) => ok)).toEqual([{ ok: true, completed: false }]);
    expect(new Set(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.reason)))).toEqual(
      new Set(['ok', 'already']),
    );
    expect(await vote(db, voter, all(1))).toEqual({ ok: false, reason: 'already' });
    expect([await ballots(), await receipts()].map(({ length }) => length)).toEqual([1, 1]);
  });

  it('are for one’s own, active enrolment', async () => {
    const voter = await one();
    const { actor } = await aLearner(db);
    const given = { answers: all(5), comment: '', now };
    const notFound = { ok: false, reason: 'not-found' };
    expect(await castBallot(db, { ...given, actor, enrolmentId: voter.enrolmentId })).toEqual(notFound);
    expect(await castBallot(db, { ...given, actor: voter.actor, enrolmentId: newId() })).toEqual(notFound);
    await withdraw(db, { ...voter, now });
    expect(await vote(db, voter)).toEqual(notFound);
    expect(await ballots()).toEqual([]);
  });

  it('must fit the form', async () => {
    const voter = await one();
    const { relevance: _, ...fewer } = all(5);
    for (const answers of [{}, fewer, all(6), all(2.5), { ...all(5), more: 5 }, all(5, elder)])
      expect(await vote(db, voter, answers)).toEqual({ ok: false, reason: 'answers' });
    expect(await receipts()).toEqual([]);
  });

  it('carry at most a thousand characters of comment', async () => {
    const voter = await one();
    const tooLong = '好'.repeat(1001);
    expect(await vote(db, voter, all(5), tooLong)).toEqual({ ok: false, reason: 'comment' });
    expect(await vote(db, voter, all(5), `  ${'好'.repeat(1000)}\n`)).toMatchObject({ ok: true });
    expect((await ballots())[0]?.comment).toHaveLength(1000);
  });

  it('of elders are three faces', async () => {
    section = await aClass(db, { school: 'senior' });
    const [first, second] = await voters(db, section, 2);
    expect(await vote(db, first as Voter, all(5, elder))).toMatchObject({ ok: true });
    expect(await vote(db, second as Voter, all(4, elder))).toEqual({ ok: false, reason: 'answers' });
    expect(await vote(db, second as Voter, all(5))).toEqual({ ok: false, reason: 'answers' });
  });

  it('have the form’s order, not that of a browser', async () => {
    const backwards = Object.fromEntries(Object.entries(all(4)).reverse());
    await vote(db, await one(), backwards);
    expect((await ballots())[0]?.answers).toBe(JSON.stringify(all(4)));
  });

  it('count from the fifth on, together', async () => {
    const people = await voters(db, section, 11);
    const shown: unknown[] = [];
    for (const person of people) {
      await vote(db, person);
      shown.push((await scores())[0]?.n ?? null);
    }
    expect(shown).toEqual([null, null, null, null, 5, 5, 5, 5, 5, 10, 10]);
    expect((await ballots()).map(({ batch }) => batch).sort()).toEqual([1, 1, 1, 1, 1, 2, 2, 2, 2, 2, null]);
    expect(await breaches()).toEqual([]);
  });

  it('are never counted by fewer than five, also when six vote at once', async () => {
    await manyHands(db);
    for (let round = 0; round < 4; round++) {
      section = await aClass(db);
      const outcomes = await Promise.all((await voters(db, section, 6)).map((voter) => vote(db, voter)));
      expect(outcomes.every(({ ok }) => ok)).toBe(true);
      const { counted, batches } = await db
        .selectFrom('ballot_box')
        .selectAll()
        .where('section_id', '=', section.sectionId)
        .executeTakeFirstOrThrow();
      expect([counted, batches]).toEqual([5, 1]);
    }
    expect(await breaches()).toEqual([]);
  });

  it('of two classes of one course and teacher are all in the score when both fill at once', async () => {
    const { teacherId } = await aTeacher(db);
    await manyHands(db);
    for (let round = 0; round < 4; round++) {
      const course = await aCourse(db);
      const [left, right] = [
        await aClass(db, { course, teacherId }),
        await aClass(db, { course, teacherId }),
      ];
      const people = [...(await voters(db, left, 5)), ...(await voters(db, right, 5))];
      const last = people.filter((_, index) => index % 5 === 4);
      for (const person of people) if (!last.includes(person)) await vote(db, person);
      await Promise.all(last.map((person) => vote(db, person)));
      const score = await db
        .selectFrom('course_score')
        .select('n')
        .where('course_id', '=', course.courseId)
        .executeTakeFirst();
      expect(score).toEqual({ n: 10 });
      expect(await db.selectFrom('teacher_score').select('n').execute()).toEqual([{ n: 10 * (round + 1) }]);
    }
    expect(await breaches()).toEqual([]);
  });

  it('meet the requirement, and the fifth completes and pays', async () => {
    await planRequirements(db, section.sectionId, [evaluateOnly(section)]);
    const people = await voters(db, section, 5);
    for (const person of people) expect(await vote(db, person)).toEqual({ ok: true, completed: true });
    for (const { personId } of people) expect(await creditBalance(db, personId)).toBe(300);
    expect((await scores())[0]?.n).toBe(5);
    expect(await breaches()).toEqual([]);
  });

  it('and the quiz at the same time complete once', async () => {
    await planRequirements(db, section.sectionId, [evaluateOnly(section), ask('quiz', 'q')]);
    for (const person of await voters(db, section, 4)) {
      const quiz = {
        enrolmentId: person.enrolmentId,
        kind: 'quiz',
        subjectId: 'q',
        evidence: {},
        now,
      } as const;
      const [ballot, passed] = await Promise.all([vote(db, person), meetRequirement(db, quiz)]);
      expect([ballot.ok && ballot.completed, passed.completed].sort()).toEqual([false, true]);
      expect(await creditBalance(db, person.personId)).toBe(300);
    }
  });

  it('leave nothing behind when what follows cannot be written', async () => {
    await planRequirements(db, section.sectionId, [evaluateOnly(section)]);
    const people = await voters(db, section, 5);
    for (const person of people.slice(1)) await vote(db, person);
    await db.updateTable('enrolment_pin').set({ award: '[' }).execute();
    await expect(vote(db, people[0] as Voter)).rejects.toThrow();
    expect([await ballots(), await receipts()].map(({ length }) => length)).toEqual([4, 4]);
    expect(await scores()).toEqual([]);
  });

  it('wait for their window, and the section’s own goes before the term’s', async () => {
    const voter = await one();
    const at = (moment: Date) =>
      castBallot(db, { ...voter, answers: all(5), comment: '', now: moment }).then((outcome) =>
        outcome.ok ? 'ok' : outcome.reason,
      );
    expect(await at(after({ hours: -1, ms: -1 }))).toBe('window-closed');
    expect(await at(after({ days: 10 }))).toBe('window-closed');
    const own = {
      evaluation_opens_at: after({ days: 20 }).toISOString(),
      evaluation_closes_at: after({ days: 21 }).toISOString(),
    };
    await db.updateTable('section').set(own).execute();
    expect(await at(now)).toBe('window-closed');
    expect(await at(after({ days: 21 }))).toBe('window-closed');
    expect(await at(after({ days: 20 }))).toBe('ok');
  });

  it('are not taken where there is no window', async () => {
    await db.deleteFrom('term_window').where('kind', '=', 'evaluation').execute();
    expect(await vote(db, await one())).toEqual({ ok: false, reason: 'window-closed' });
  });
});
