import { beforeEach, expect, it } from 'vitest';
import { grantLease, reportViewing } from '#app/features/viewing/viewing.server.ts';
import { recordingForViewing } from '#app/features/viewing/watched-recording.server.ts';
import type { Db } from '#db/database.ts';
import { aCourse, aLearner, anEnrolment, aRecording, type TaughtCourse } from '#tests/recordings/academy.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

const start = new Date('2026-11-22T05:00:00.000Z');
const at = (seconds: number) => new Date(start.getTime() + seconds * 1000);

describeOnBothDatabases('verified viewing', (open) => {
  let db: Db;
  let taught: TaughtCourse;
  let recordingId: string;
  let learner: { personId: string; enrolmentId: string };
  beforeEach(async () => {
    db = await open();
    taught = await aCourse(db);
    recordingId = await aRecording(db, taught.courseId);
    learner = await aLearner(db, taught, { [recordingId]: {} });
  });

  const seat = () => ({ ...learner, recordingId });
  async function lease(seconds = 0, who = seat()): Promise<string> {
    const granted = await grantLease(db, { ...who, now: at(seconds) });
    if (!granted) throw new Error('no lease');
    return granted.lease;
  }
  function report(held: string, seconds: number, spans: [number, number][], rate = 1, who = seat()) {
    return reportViewing(db, { ...who, lease: held, spans, rate, now: at(seconds) });
  }
  const watched = () => recordingForViewing(db, seat());
  const completions = () => db.selectFrom('completion').selectAll().execute();
  const met = () => db.selectFrom('requirement_met').selectAll().execute();

  it('credits what was watched and goes on from there', async () => {
    const held = await lease();
    expect(await report(held, 10, [[0, 10]])).toEqual({
      coveredSeconds: 10,
      furthestSeconds: 10,
      durationSeconds: 200,
      complete: false,
      accepted: true,
    });
    expect(
      await report(held, 20, [
        [10, 14],
        [100, 106],
      ]),
    ).toMatchObject({ coveredSeconds: 20, furthestSeconds: 106, accepted: true });
    expect(await report(held, 30, [[0, 10]])).toMatchObject({ coveredSeconds: 20, furthestSeconds: 106 });
    expect(await report(held, 31, [])).toMatchObject({ coveredSeconds: 20, accepted: true });
    const granted = await grantLease(db, { ...seat(), now: at(40) });
    expect(granted).toMatchObject({ positionSeconds: 10, coveredSeconds: 20 });
    expect(await watched()).toMatchObject({
      coveredSeconds: 20,
      furthestSeconds: 106,
      durationSeconds: 200,
      positionSeconds: 10,
      complete: false,
    });
  });

  it('meets the requirement and completes the enrolment once, at nine tenths', async () => {
    const held = await lease();
    expect(await report(held, 178, [[0, 178]])).toMatchObject({ complete: false });
    expect(await met()).toEqual([]);
    expect(await report(held, 181, [[178, 180]])).toMatchObject({ complete: true, coveredSeconds: 180 });
    expect(await report(held, 200, [[180, 199]])).toMatchObject({ complete: true, coveredSeconds: 199 });
    const [evidence, ...more] = await met();
    expect(more).toEqual([]);
    expect(JSON.parse(evidence?.evidence ?? '')).toMatchObject({
      coveredSeconds: 180,
      durationSeconds: 200,
      minimumShare: 0.9,
    });
    expect(await completions()).toHaveLength(1);
  });

  it('asks what the pinned requirement asks, and works without one', async () => {
    const lenient = await aLearner(db, taught, { [recordingId]: { minimumShare: 0.5 } });
    const free = await aLearner(db, taught);
    for (const [who, complete] of [
      [lenient, true],
      [free, false],
    ] as const) {
      const mine = { ...who, recordingId };
      const held = await lease(0, mine);
      expect(await report(held, 100, [[0, 100]], 1, mine)).toMatchObject({ complete });
    }
    expect(await completions()).toHaveLength(1);
  });

  it('gives nothing for an end position, a burst or a racing player', async () => {
    const held = await lease();
    expect(await report(held, 0, [[0, 200]])).toMatchObject({
      accepted: false,
      reason: 'too-fast',
      coveredSeconds: 0,
    });
    expect(await report(held, 10, [[0, 160]], 16)).toMatchObject({
      accepted: false,
      reason: 'too-fast',
      coveredSeconds: 0,
    });
    expect(await report(held, 10, [[0, 17.1]], 16)).toMatchObject({ accepted: false, coveredSeconds: 0 });
    expect(await report(held, 10, [[0, 200.6]])).toMatchObject({ accepted: false, reason: 'out-of-range' });
    expect(await report(held, 10, [[-1, 2]])).toMatchObject({ accepted: false, reason: 'out-of-range' });
    expect(await report(held, 10, [[5, 2]])).toMatchObject({ accepted: false, reason: 'out-of-range' });
    expect(await report(held, 10, [[199.999, 200]])).toMatchObject({
      accepted: true,
      coveredSeconds: 0.001,
      complete: false,
    });
    for (let i = 0; i < 20; i++) await report(held, 10, [[i * 2, i * 2 + 2]], 1.5);
    expect((await watched())?.coveredSeconds).toBeLessThanOrEqual(10 + 10 * 0.5 + 2);
  });

  it('gives no second tolerance with a new lease', async () => {
    let covered = 0;
    for (let i = 0; i < 20; i++) {
      const held = await lease(0);
      covered = (await report(held, 0, [[i * 2, i * 2 + 2]]))?.coveredSeconds ?? Number.NaN;
    }
    expect(covered).toBe(2);
    const held = await lease(0.5);
    expect(await report(held, 0.5, [[50, 52]])).toMatchObject({ accepted: false, reason: 'too-fast' });
  });

  it('follows the newest lease only', async () => {
    const phone = await lease(0);
    await report(phone, 5, [[0, 5]]);
    const desk = await lease(6);
    expect(await report(phone, 10, [[5, 10]])).toMatchObject({
      accepted: false,
      reason: 'lease-lost',
      coveredSeconds: 5,
    });
    expect(await report(desk, 10, [[5, 9]])).toMatchObject({ accepted: true, coveredSeconds: 9 });
    const other = { ...learner, recordingId: await aRecording(db, taught.courseId) };
    expect(await report(desk, 20, [[0, 9]], 1, other)).toMatchObject({
      accepted: false,
      reason: 'lease-lost',
      coveredSeconds: 0,
    });
    await lease(21, other);
    expect(await report(desk, 25, [[9, 12]])).toMatchObject({ accepted: false, reason: 'lease-lost' });
    expect(await report('made-up', 25, [[9, 12]])).toMatchObject({ accepted: false, reason: 'lease-lost' });
  });

  it('spends the same time once, however many posts come at once', async () => {
    const held = await lease();
    const posts = Array.from({ length: 40 }, (_, i) => report(held, 10, [[i * 5, i * 5 + 5]]));
    const answers = await Promise.all(posts);
    expect(answers.filter((answer) => answer?.accepted).length).toBe(2);
    expect(await watched()).toMatchObject({ coveredSeconds: 10 });
  });

  it('grants leases that meet one after the other', async () => {
    const granted = await Promise.all(Array.from({ length: 12 }, () => lease()));
    expect(new Set(granted).size).toBe(12);
    const answers = await Promise.all(granted.map((one) => report(one, 10, [[0, 5]])));
    expect(answers.filter((answer) => answer?.accepted)).toHaveLength(1);
    expect(await db.selectFrom('viewing').selectAll().execute()).toHaveLength(1);
  });

  it('completes once when the last reports come together', async () => {
    const held = await lease();
    await Promise.all(Array.from({ length: 10 }, () => report(held, 2000, [[0, 190]])));
    expect([(await met()).length, (await completions()).length]).toEqual([1, 1]);
  });

  it('completes what was withdrawn meanwhile for whoever has it pinned', async () => {
    const held = await lease();
    await db
      .insertInto('recording_withdrawal')
      .values({ recording_id: recordingId, at: start.toISOString(), by_person_id: null, reason: '过时' })
      .execute();
    expect(await report(held, 2000, [[0, 190]])).toMatchObject({ accepted: true, complete: true });
    expect([(await met()).length, (await completions()).length]).toEqual([1, 1]);
    const other = await aLearner(db, taught);
    expect(await grantLease(db, { ...other, recordingId, now: start })).toBeNull();
  });

  it('knows only the own, active enrolment and a published recording of its course', async () => {
    const other = await aLearner(db, taught);
    const elsewhere = await aCourse(db);
    const hidden = await Promise.all([
      aRecording(db, elsewhere.courseId),
      aRecording(db, taught.courseId, { published: false }),
      aRecording(db, taught.courseId, { withdrawn: true }),
      aRecording(db, taught.courseId, { sectionId: elsewhere.sectionId }),
    ]);
    const strange = [
      { ...seat(), enrolmentId: other.enrolmentId },
      { ...seat(), personId: other.personId },
      ...hidden.map((id) => ({ ...seat(), recordingId: id })),
    ];
    const held = await lease();
    for (const who of strange) {
      expect(await grantLease(db, { ...who, now: start })).toBeNull();
      expect(await report(held, 10, [[0, 5]], 1, who)).toBeNull();
    }
    await db.updateTable('enrolment').set({ active: null }).where('id', '=', learner.enrolmentId).execute();
    expect(await report(held, 10, [[0, 5]])).toBeNull();
    const own = await aRecording(db, taught.courseId, { sectionId: taught.sectionId });
    const enrolmentId = await anEnrolment(db, learner.personId, taught);
    expect(
      await grantLease(db, { personId: learner.personId, enrolmentId, recordingId: own, now: start }),
    ).not.toBeNull();
  });
});
