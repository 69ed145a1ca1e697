import { beforeEach, expect, it } from 'vitest';
import { grantLease, reportViewing } from '#app/features/viewing/viewing.server.ts';
import type { Db } from '#db/database.ts';
import { aCourse, aLearner, aRecording } from '#tests/recordings/academy.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

const start = new Date('2026-11-22T05:00:00.000Z');
const at = (seconds: number) => new Date(start.getTime() + seconds * 1000);
type Spans = [number, number][];

describeOnBothDatabases('one device at a time', (open) => {
  let db: Db;
  let seat: { personId: string; enrolmentId: string; recordingId: string };
  beforeEach(async () => {
    db = await open();
    const taught = await aCourse(db, { school: 'senior' });
    const recordingId = await aRecording(db, taught.courseId);
    seat = { ...(await aLearner(db, taught)), recordingId };
  });

  async function lease(seconds: number, from?: string) {
    const granted = await grantLease(db, { ...seat, from, now: at(seconds) });
    if (!granted) throw new Error('no lease');
    return granted;
  }
  const report = (lease: string, seconds: number, spans: Spans, late?: boolean) =>
    reportViewing(db, { ...seat, lease, spans, rate: 1, late, now: at(seconds) });
  const odd = () =>
    db.selectFrom('viewing_oddity').select(['kind', 'times', 'pattern_at']).orderBy('kind').execute();

  it('takes over with a word to the new one, and the old one loses nothing that its clock allows', async () => {
    const phone = await lease(0);
    expect(phone.tookOver).toBeUndefined();
    await report(phone.lease, 10, [[0, 10]]);
    const desk = await lease(16);
    expect(desk).toMatchObject({ tookOver: true, positionSeconds: 10 });
    // The phone played on to 20 before it heard: it had the word until 16.
    expect(await report(phone.lease, 20, [[10, 20]])).toMatchObject({
      accepted: false,
      reason: 'lease-lost',
      coveredSeconds: 10,
    });
    const late = { accepted: false, reason: 'lease-lost', coveredSeconds: 16 };
    expect(await report(phone.lease, 20, [[10, 20]], true)).toMatchObject(late);
    expect(await report(phone.lease, 60, [[16, 26]], true)).toMatchObject(late);
    expect(await report(desk.lease, 20, [[100, 104]])).toMatchObject({ accepted: true, coveredSeconds: 20 });
    const back = await lease(100, phone.lease);
    expect(back.tookOver).toBeUndefined();
    expect(await report(phone.lease, 110, [[30, 40]], true)).toMatchObject({
      accepted: false,
      coveredSeconds: 20,
    });
  });

  it('goes on where the last device was, whatever comes late from another one', async () => {
    const phone = await lease(0);
    await report(phone.lease, 10, [[0, 10]]);
    const desk = await lease(20);
    // Nothing has been watched there yet: what the phone tells of is the latest.
    await report(phone.lease, 21, [[10, 15]], true);
    const place = async () =>
      Number((await db.selectFrom('viewing').select('position_ms').executeTakeFirst())?.position_ms);
    expect(await place()).toBe(15_000);
    await report(desk.lease, 40, [[60, 80]]);
    expect(await report(phone.lease, 41, [[15, 20]], true)).toMatchObject({ coveredSeconds: 40 });
    expect(await place()).toBe(80_000);
  });

  it('credits what comes late within the lease’s clock, and gives up the rest', async () => {
    const phone = await lease(0);
    expect(
      await report(
        phone.lease,
        60,
        [
          [0, 30],
          [100, 190],
        ],
        true,
      ),
    ).toMatchObject({
      accepted: true,
      coveredSeconds: 60,
      furthestSeconds: 130,
    });
    expect(await report(phone.lease, 60, [[130, 190]], true)).toMatchObject({ coveredSeconds: 60 });
    expect(await odd()).toEqual([]);
  });

  it('gives no time twice, however late reports and new ones meet', async () => {
    const phone = await lease(0);
    const desk = await lease(50);
    const lateOnes = Array.from({ length: 8 }, (_, i) =>
      report(phone.lease, 60, [[i * 10, i * 10 + 10]], true),
    );
    const newOnes = [0, 1, 2].map((i) => report(desk.lease, 60, [[100 + i * 5, 105 + i * 5]]));
    await Promise.all([...lateOnes, ...newOnes]);
    const { spans, covered_ms } = await db
      .selectFrom('viewing')
      .select(['spans', 'covered_ms'])
      .executeTakeFirstOrThrow();
    expect(covered_ms).toBeGreaterThanOrEqual(10_000);
    expect(covered_ms).toBeLessThanOrEqual(50_000 + 10_000 + 2_000);
    const written = (JSON.parse(spans) as Spans).reduce((sum, [from, to]) => sum + to - from, 0);
    expect(written).toBe(covered_ms);
  });

  it('counts what was refused, and calls it a pattern only when it comes again and again', async () => {
    const { lease: held } = await lease(0);
    for (let i = 0; i < 4; i++) await report(held, 1, [[0, 100]]);
    await report('another', 1, [[0, 1]]);
    await report('another', 1, []);
    expect(await odd()).toEqual([
      { kind: 'overlap', times: 1, pattern_at: null },
      { kind: 'too-fast', times: 4, pattern_at: null },
    ]);
    await report(held, 2, [[0, 100]]);
    await report(held, 3, [[0, 100]]);
    expect((await odd())[1]).toEqual({ kind: 'too-fast', times: 6, pattern_at: at(2).toISOString() });
    await db.updateTable('viewing_oddity').set({ times: 200 }).execute();
    await report(held, 4, [[0, 100]]);
    expect((await odd())[1]).toMatchObject({ times: 200 });
  });

  it('knows a player that begins anew from another device', async () => {
    let { lease: held } = await lease(0);
    for (let i = 1; i <= 8; i++) held = (await lease(i, held)).lease;
    expect(await odd()).toEqual([]);
    for (let i = 1; i <= 6; i++) await lease(10 + i);
    expect(await odd()).toMatchObject([{ kind: 'hand-over', times: 6, pattern_at: at(16).toISOString() }]);
    await lease(700);
    expect(await odd()).toMatchObject([{ times: 6 }]);
  });

  it('notices hours of watching through the night, not a page left open', async () => {
    const evening = new Date('2026-11-22T15:00:00.000Z');
    const hours = (n: number) => new Date(evening.getTime() + n * 3600_000);
    const sitting = async (spansOf: (hour: number) => Spans) => {
      const granted = await grantLease(db, { ...seat, now: evening });
      for (let hour = 1; hour <= 6; hour++) {
        const spans = spansOf(hour);
        await reportViewing(db, { ...seat, lease: granted?.lease ?? '', spans, rate: 1, now: hours(hour) });
      }
      await grantLease(db, { ...seat, now: hours(12) });
    };
    await sitting(() => [[0, 200]]);
    expect(await odd()).toEqual([]);
    await db.deleteFrom('viewing_lease').execute();
    await sitting(() => Array.from({ length: 17 }, (): [number, number] => [0, 200]));
    expect(await odd()).toMatchObject([{ kind: 'long-night', times: 1 }]);
  });
});
