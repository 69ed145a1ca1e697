import { beforeEach, expect, it } from 'vitest';
import { meetRequirement } from '#app/features/completion/meeting-requirements.server.ts';
import { creditBalance } from '#app/features/credits/ledger.server.ts';
import {
  enrolmentsOf,
  ownEnrolment,
  rosterOf,
  seatsOf,
  waitlistOf,
} from '#app/features/selection/reading.server.ts';
import { withdrawalWords } from '#app/features/selection/refusal-words.rules.ts';
import { closeSection } from '#app/features/timetable/sections.server.ts';
import type { Db } from '#db/database.ts';
import { aSection, ask, aTerm, type Section, type WantedSection } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, aLearner, fourLearners, type Learner, withPolicies } from '#tests/support/world.ts';
import { breaches, choose, leave, place } from './desk.ts';

describeOnBothDatabases('taking a seat and giving it up', (open) => {
  let db: Db;
  let learner: Learner;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    learner = await aLearner(db);
  });

  async function take(section: Section, who = learner): Promise<string> {
    const outcome = await choose(db, who, { section });
    if (outcome.outcome !== 'enrolled') throw new Error(outcome.outcome);
    return outcome.enrolmentId;
  }
  const taken = async ({ sectionId }: Section) => (await seatsOf(db, [sectionId])).get(sectionId)?.taken;
  const refusal = (reason: 'closed' | 'completed' | 'not-enrolled') => ({ outcome: 'refused', reason });

  it('shows the enrolment to its owner alone, and on the class list', async () => {
    const section = await aSection(db, { asks: [ask('watch', 'r1')] });
    const enrolmentId = await take(section);
    expect(await enrolmentsOf(db, learner.personId)).toMatchObject([
      {
        id: enrolmentId,
        courseCode: section.course.code,
        sectionTitle: section.title,
        state: 'running',
        completedAt: null,
        creditsHundredths: 300,
      },
    ]);
    expect((await ownEnrolment(db, { enrolmentId, personId: learner.personId }))?.id).toBe(enrolmentId);
    expect(await ownEnrolment(db, { enrolmentId, personId: (await aLearner(db)).personId })).toBeNull();
    expect(await ownEnrolment(db, { enrolmentId, personId: null })).toBeNull();
    expect((await rosterOf(db, section.sectionId)).map((line) => line.enrolmentId)).toEqual([enrolmentId]);
    expect(await seatsOf(db, [section.sectionId, 'none'])).toEqual(
      new Map([[section.sectionId, { capacity: 3, taken: 1 }]]),
    );
    expect((await seatsOf(db, [])).size).toBe(0);
    expect(await db.selectFrom('enrolment').select('acted_by').execute()).toEqual([{ acted_by: null }]);
  });

  it('notes who enrolled somebody else', async () => {
    const section = await aSection(db);
    const helper = await aLearner(db);
    await take(section, { personId: learner.personId, actor: helper.actor });
    const rows = await db.selectFrom('enrolment').select(['person_id', 'acted_by']).execute();
    expect(rows).toEqual([{ person_id: learner.personId, acted_by: helper.personId }]);
  });

  it('gives the seat back, and takes it again as a new enrolment with its own pins', async () => {
    const section = await aSection(db, { asks: [ask('watch', 'r1')] });
    const first = await take(section);
    expect(await leave(db, learner, { section })).toEqual({ outcome: 'withdrawn', was: 'enrolled' });
    expect(await taken(section)).toBe(0);
    expect(await leave(db, learner, { section })).toEqual(refusal('not-enrolled'));
    expect(await enrolmentsOf(db, learner.personId)).toEqual([]);
    expect(await ownEnrolment(db, { enrolmentId: first, personId: learner.personId })).toBeNull();
    const second = await take(section);
    expect(second).not.toBe(first);
    await leave(db, learner, { section });
    await take(section);
    expect(await taken(section)).toBe(1);
    expect(await db.selectFrom('withdrawal').select('enrolment_id').execute()).toHaveLength(2);
    expect(await db.selectFrom('enrolment_pin').select('enrolment_id').execute()).toHaveLength(3);
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('may be done before the class begins or while selection is open, never later', async () => {
    const windows = [
      { kind: 'selection' as const, from: after({ days: -1 }), to: after({ hours: 1 }) },
      { kind: 'add-drop' as const, from: after({ days: 3 }), to: after({ days: 4 }) },
    ];
    const termId = await aTerm(db, windows);
    const section = (startsOn: string) => aSection(db, { termId, startsOn });
    const [begun, coming] = [await section('2026-11-20'), await section('2026-11-24')];
    for (const chosen of [begun, coming]) await take(chosen);
    const between = after({ hours: 1 });
    expect(await leave(db, learner, { section: begun, at: between })).toEqual(refusal('closed'));
    expect(await leave(db, learner, { section: coming, at: between })).toMatchObject({
      outcome: 'withdrawn',
    });
    // Half past midnight of the 24th in Shanghai: it has begun.
    await take(coming);
    expect(await leave(db, learner, { section: coming, at: new Date('2026-11-23T16:30:00.000Z') })).toEqual(
      refusal('closed'),
    );
    expect(await leave(db, learner, { section: begun, at: after({ days: 3 }) })).toMatchObject({
      outcome: 'withdrawn',
    });
    expect(withdrawalWords('closed').what).toBe('退选时间已经过了，班也开始了。');
  });

  it('is refused after completion and in a closed class', async () => {
    const wanted: WantedSection = { asks: [ask('watch', 'r1')] };
    const [section, closed] = [await aSection(db, wanted), await aSection(db, wanted)];
    const enrolmentId = await take(section);
    await meetRequirement(db, { enrolmentId, kind: 'watch', subjectId: 'r1', evidence: {}, now: after({}) });
    expect(await leave(db, learner, { section })).toEqual(refusal('completed'));
    await take(closed);
    const end = { actor: academy, kind: 'ended', reason: '课已上完', now: after({}) } as const;
    await closeSection(db, { ...end, sectionId: closed.sectionId });
    expect(await leave(db, learner, { section: closed })).toEqual(refusal('closed'));
    const states = (await enrolmentsOf(db, learner.personId)).map(({ state }) => state).sort();
    expect(states).toEqual(['completed', 'ended']);
  });

  it('is either given up or completed when both are asked at once, and asks nothing afterwards', async () => {
    for (let round = 0; round < 6; round++) {
      const who = await aLearner(db);
      const section = await aSection(db, { asks: [ask('watch', 'r1')] });
      const enrolmentId = await take(section, who);
      const meet = () =>
        meetRequirement(db, { enrolmentId, kind: 'watch', subjectId: 'r1', evidence: {}, now: after({}) });
      const [met, left] = await Promise.all([meet(), leave(db, who, { section })]);
      expect(left).toEqual(met.completed ? refusal('completed') : { outcome: 'withdrawn', was: 'enrolled' });
      await meet();
      expect(await creditBalance(db, who.personId)).toBe(met.completed ? 300 : 0);
    }
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('gives one seat back when ten ask at once', async () => {
    const section = await aSection(db, { capacity: 2 });
    await Promise.all([take(section), take(section, await aLearner(db))]);
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => leave(db, learner, { section })));
    expect(outcomes.filter(({ outcome }) => outcome === 'withdrawn')).toHaveLength(1);
    expect(await taken(section)).toBe(1);
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('lets who waits leave the line, and closes the gap', async () => {
    const section = await aSection(db, { capacity: 1 });
    const [holder, first, second, third] = await fourLearners(db);
    await take(section, holder);
    for (const [index, who] of [first, second, third].entries()) {
      const outcome = await choose(db, who, { section, at: after({ minutes: index }) });
      expect(outcome).toMatchObject({ outcome: 'waitlisted', position: index + 1 });
    }
    expect((await waitlistOf(db, section.sectionId)).map(({ personId }) => personId)).toEqual(
      [first, second, third].map(({ personId }) => personId),
    );
    expect(await leave(db, second, { section })).toEqual({ outcome: 'withdrawn', was: 'waiting' });
    expect([await place(db, first), await place(db, second), await place(db, third)]).toEqual([
      [1, null],
      null,
      [2, null],
    ]);
    expect(await leave(db, second, { section })).toEqual(refusal('not-enrolled'));
    expect(await choose(db, second, { section, at: after({ minutes: 9 }) })).toMatchObject({
      outcome: 'waitlisted',
      position: 3,
    });
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('takes nothing at all while there are no rules to pin by', async () => {
    const bare = await aSection(db);
    await db.deleteFrom('policy_version').where('kind', '=', 'rules').execute();
    expect(await choose(db, learner, { section: bare })).toMatchObject({
      outcome: 'refused',
      refusal: { reason: 'closed', lacksRules: true },
    });
    expect(await taken(bare)).toBe(0);
    for (const table of ['enrolment', 'enrolment_pin', 'learner_term', 'journal_entry'] as const) {
      const rows = await db.selectFrom(table).selectAll().execute();
      const planning = ['section.planned', 'policy.published'];
      expect(rows.filter((row) => !('action' in row) || !planning.includes(row.action))).toEqual([]);
    }
  });
});
