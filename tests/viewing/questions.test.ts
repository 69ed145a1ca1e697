import { beforeEach, expect, it } from 'vitest';
import { answerQuestion } from '#app/features/viewing/questions.server.ts';
import { grantLease, reportViewing } from '#app/features/viewing/viewing.server.ts';
import type { Db } from '#db/database.ts';
import { aCourse, aLearner, aRecording } from '#tests/recordings/academy.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

const start = new Date('2026-11-22T05:00:00.000Z');
const at = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const HOUR = 3600;

describeOnBothDatabases('asking whether somebody is still there', (open) => {
  let db: Db;
  beforeEach(async () => {
    db = await open();
  });

  async function aSeat(school: string) {
    const taught = await aCourse(db, { school });
    const recordingId = await aRecording(db, taught.courseId, { durationSeconds: HOUR });
    const seat = { ...(await aLearner(db, taught, { [recordingId]: {} })), recordingId };
    const granted = await grantLease(db, { ...seat, now: start });
    return { seat, lease: granted?.lease ?? '' };
  }
  const report = (
    { seat, lease }: Awaited<ReturnType<typeof aSeat>>,
    seconds: number,
    from: number,
    to: number,
  ) => reportViewing(db, { ...seat, lease, spans: [[from, to]], rate: 1, now: at(seconds) });

  it('never asks in 老年学校 and 市民学校', async () => {
    for (const school of ['senior', 'citizen']) {
      const answer = await report(await aSeat(school), HOUR, 0, HOUR);
      expect(answer).toMatchObject({ accepted: true, coveredSeconds: HOUR, complete: true });
      expect(answer?.ask).toBeUndefined();
    }
  });

  it('credits up to the question and nothing new until it is answered', async () => {
    for (const school of ['party', 'governance']) {
      const who = await aSeat(school);
      const first = await report(who, HOUR, 0, HOUR);
      const asked = first?.coveredSeconds ?? 0;
      expect(first).toMatchObject({ accepted: true, complete: false, ask: true });
      expect(asked).toBeGreaterThanOrEqual(600);
      expect(asked).toBeLessThan(900);
      expect(first?.left).toEqual([[asked, HOUR]]);
      expect(await report(who, HOUR, asked, asked + 30)).toMatchObject({
        accepted: true,
        coveredSeconds: asked,
        ask: true,
      });
      expect(await report(who, HOUR, 0, asked)).toMatchObject({ accepted: true, coveredSeconds: asked });
      const again = await grantLease(db, { ...who.seat, now: at(HOUR) });
      expect(again?.ask).toBe(true);
    }
  });

  it('goes on after the answer, which counts once, and asks at a moment that nobody knows', async () => {
    const who = await aSeat('governance');
    const answer = () => answerQuestion(db, { ...who.seat, lease: who.lease, now: at(HOUR) });
    expect(await answer()).toEqual({ answered: false, reason: 'not-asked' });
    const first = await report(who, HOUR, 0, HOUR);
    const both = await Promise.all([answer(), answer()]);
    expect(both.filter((one) => one?.answered)).toHaveLength(1);
    const second = await report(who, HOUR, first?.coveredSeconds ?? 0, HOUR);
    const more = (second?.coveredSeconds ?? 0) - (first?.coveredSeconds ?? 0);
    expect(second).toMatchObject({ ask: true });
    expect(more).toBeGreaterThanOrEqual(600);
    expect(more).toBeLessThan(900);
    expect(await db.selectFrom('viewing_answer').select(['number', 'answered_at']).execute()).toEqual([
      { number: 1, answered_at: at(HOUR).toISOString() },
    ]);
    const moments = new Set([
      first?.coveredSeconds,
      more,
      (await report(await aSeat('party'), HOUR, 0, HOUR))?.coveredSeconds,
    ]);
    expect(moments.size).toBeGreaterThan(1);
  });

  it('is answered by the player that holds the lease, for the own seat', async () => {
    const who = await aSeat('governance');
    await report(who, HOUR, 0, HOUR);
    const other = await aSeat('governance');
    const answer = (more: object) =>
      answerQuestion(db, { ...who.seat, lease: who.lease, now: at(HOUR), ...more });
    expect(await answer({ personId: other.seat.personId })).toBeNull();
    expect(await answer({ lease: other.lease })).toEqual({ answered: false, reason: 'lease-lost' });
    expect(await answer({})).toEqual({ answered: true });
  });

  it('asks no more once enough is watched', async () => {
    const who = await aSeat('governance');
    await db
      .updateTable('viewing')
      .set({ ask_at_ms: HOUR * 950 })
      .execute();
    expect(await report(who, HOUR, 0, HOUR)).toMatchObject({
      coveredSeconds: HOUR * 0.95,
      complete: true,
      left: [[HOUR * 0.95, HOUR]],
    });
    const rest = await report(who, HOUR, HOUR * 0.95, HOUR);
    expect(rest).toMatchObject({ accepted: true, coveredSeconds: HOUR });
    expect(rest?.ask).toBeUndefined();
  });
});
