import { describe, expect, it } from 'vitest';
import type { Counting } from './counting.ts';
import { type Post, type PostAnswer, WatchReporter } from './watch-reporter.ts';
import { withoutFirst } from './watch-tracker.ts';

function played(reporter: WatchReporter, from: number, to: number): void {
  for (let at = from; at <= to; at += 0.25) {
    reporter.tracker.tick({ mediaSeconds: at, clockMs: at * 1000, rate: 1 });
  }
}

describe('telling the server', () => {
  const figures = { coveredSeconds: 0, furthestSeconds: 0, complete: false };

  function reporterWith(answers: (PostAnswer | 'down')[]) {
    const sent: unknown[] = [];
    const said: Counting[] = [];
    const post: Post = async (_address, body) => {
      sent.push(body);
      const answer = answers.shift();
      if (!answer || answer === 'down') throw new Error('network');
      return answer;
    };
    const reporter = new WatchReporter('/viewing', post, (counting) => said.push(counting), figures);
    return { reporter, sent, last: () => said.at(-1) };
  }
  const granted = { status: 200, body: { lease: 'L', ...figures } };
  const answered = (more: object) => ({ status: 200, body: { ...figures, accepted: true, ...more } });

  it('holds one lease, then reports what was played at the fastest speed', async () => {
    const { reporter, sent, last } = reporterWith([granted, answered({ coveredSeconds: 5 })]);
    expect(await reporter.hold()).toBe(true);
    expect(await reporter.hold()).toBe(true);
    played(reporter, 0, 5);
    reporter.playingAt(1.25);
    reporter.playingAt(1);
    await reporter.report();
    await reporter.report();
    expect(sent).toEqual([{}, { lease: 'L', spans: [[0, 5]], rate: 1.25 }]);
    expect(last()).toEqual({
      state: 'counting',
      online: true,
      dropped: false,
      asking: false,
      tookOver: false,
      coveredSeconds: 5,
      furthestSeconds: 0,
      complete: false,
    });
  });

  it('keeps what cannot be sent, and sends it later', async () => {
    const { reporter, sent, last } = reporterWith([
      granted,
      'down',
      { status: 503, body: null },
      answered({ coveredSeconds: 9 }),
    ]);
    await reporter.hold();
    played(reporter, 0, 5);
    await reporter.report();
    expect(last()).toMatchObject({ online: false });
    played(reporter, 5, 9);
    await reporter.report();
    await reporter.report();
    expect(sent.at(-1)).toEqual({
      lease: 'L',
      spans: [
        [0, 5],
        [5, 9],
      ],
      rate: 1,
    });
    expect(last()).toMatchObject({ online: true, coveredSeconds: 9 });
  });

  it('stops when another device has taken over, until it is asked for here', async () => {
    const lost = answered({ accepted: false, reason: 'lease-lost', coveredSeconds: 3 });
    const late = answered({ accepted: false, reason: 'lease-lost', coveredSeconds: 6 });
    const { reporter, sent, last } = reporterWith([granted, lost, late, granted]);
    await reporter.hold();
    played(reporter, 0, 5);
    await reporter.report();
    expect([last()?.state, last()?.coveredSeconds, reporter.isCounting]).toEqual(['lost', 6, false]);
    await reporter.report();
    expect(sent).toHaveLength(3);
    expect(sent[2]).toEqual({ lease: 'L', spans: [[0, 5]], rate: 1, late: true });
    await reporter.hold();
    expect(last()?.state).toBe('counting');
    expect(sent.at(-1)).toEqual({ from: 'L' });
  });

  it('hands the device what the server has not got yet, also while it is under way', async () => {
    let release = (_: PostAnswer) => {};
    const { reporter } = reporterWith([granted]);
    expect(reporter.unsent(0)).toBeNull();
    await reporter.hold();
    played(reporter, 0, 5);
    expect(reporter.unsent(5)).toEqual({ lease: 'L', spans: [[0, 5]], rate: 1, positionSeconds: 5 });
    const slow: Post = () => new Promise((resolve) => (release = resolve));
    Object.assign(reporter, { post: slow });
    const sending = reporter.report();
    expect(reporter.unsent(6)).toMatchObject({ spans: [[0, 5]] });
    release(answered({}));
    await sending;
    expect(reporter.unsent(7)).toMatchObject({ spans: [], positionSeconds: 7 });
  });

  it('sends what the device kept, and learns whether another one has been watching', async () => {
    const kept = { lease: 'old', spans: [[0, 5]] as [number, number][], rate: 1, positionSeconds: 5 };
    const lost = answered({ accepted: false, reason: 'lease-lost' });
    const { reporter, sent } = reporterWith([answered({}), lost, 'down', granted]);
    expect(await reporter.sendKept(kept)).toBe('ours');
    expect(await reporter.sendKept(kept)).toBe('elsewhere');
    expect(await reporter.sendKept(kept)).toBe('offline');
    await reporter.hold();
    const late = { lease: 'old', spans: [[0, 5]], rate: 1, late: true };
    // The new lease makes the device forget it, so it goes at once.
    expect(sent).toEqual([late, late, late, { from: 'old' }, late]);
  });

  it('sends what was kept beyond a question once that is answered', async () => {
    const { reporter, sent, last } = reporterWith([
      answered({ ask: true, left: [[3, 5]] }),
      { status: 200, body: { ...granted.body, ask: true } },
      { status: 200, body: { answered: true } },
      answered({ accepted: false, reason: 'lease-lost', coveredSeconds: 5 }),
      answered({ coveredSeconds: 5 }),
    ]);
    await reporter.sendKept({ lease: 'old', spans: [[0, 5]], rate: 1 });
    await reporter.hold();
    expect(last()?.asking).toBe(true);
    expect(await reporter.answer()).toBe(true);
    expect(sent.slice(2)).toEqual([
      { lease: 'L' },
      { lease: 'old', spans: [[3, 5]], rate: 1, late: true },
      { lease: 'L', spans: [], rate: 1 },
    ]);
    expect(last()).toMatchObject({ coveredSeconds: 5, state: 'counting', asking: false });
  });

  it('sends what was kept after the lease where the network was away before it', async () => {
    const lost = answered({ accepted: false, reason: 'lease-lost', coveredSeconds: 5 });
    const { reporter, sent, last } = reporterWith(['down', granted, lost, answered({ coveredSeconds: 10 })]);
    const kept = { lease: 'old', spans: [[0, 5]] as [number, number][], rate: 1 };
    expect(await reporter.sendKept(kept)).toBe('offline');
    await reporter.hold();
    expect(reporter.counting.tookOver).toBe(false);
    played(reporter, 5, 10);
    await reporter.report();
    expect(sent.slice(1)).toEqual([
      { from: 'old' },
      { ...kept, late: true },
      { lease: 'L', spans: [[5, 10]], rate: 1 },
    ]);
    expect(last()).toMatchObject({ coveredSeconds: 10, state: 'counting' });
  });

  it('goes on waiting with what was kept while the network is away after the answer', async () => {
    const { reporter, sent } = reporterWith([
      answered({ ask: true, left: [[3, 5]] }),
      { status: 200, body: { ...granted.body, ask: true } },
      { status: 200, body: { answered: true } },
      'down',
      'down',
      answered({ coveredSeconds: 5 }),
      answered({ coveredSeconds: 10 }),
    ]);
    await reporter.sendKept({ lease: 'old', spans: [[0, 5]], rate: 1 });
    await reporter.hold();
    await reporter.answer();
    played(reporter, 5, 10);
    await reporter.report();
    const kept = { lease: 'old', spans: [[3, 5]], rate: 1, late: true };
    expect(sent.slice(3)).toEqual([
      kept,
      { lease: 'L', spans: [], rate: 1 },
      kept,
      { lease: 'L', spans: [[5, 10]], rate: 1 },
    ]);
  });

  it('waits with the question, and sends the rest after the answer', async () => {
    const asked = answered({ ask: true, left: [[3, 5]] });
    const answers = [granted, asked, { status: 200, body: { answered: true } }, answered({})];
    const { reporter, sent, last } = reporterWith(answers);
    await reporter.hold();
    played(reporter, 0, 5);
    await reporter.report();
    expect(last()?.asking).toBe(true);
    expect(await reporter.answer()).toBe(true);
    expect(last()?.asking).toBe(false);
    expect(sent.slice(2)).toEqual([{ lease: 'L' }, { lease: 'L', spans: [[3, 5]], rate: 1 }]);
  });

  it('gives up a little when it was too much, so that the rest can still count', async () => {
    const tooMuch = answered({ accepted: false, reason: 'too-fast' });
    const { reporter, sent, last } = reporterWith([granted, tooMuch, answered({ coveredSeconds: 20 })]);
    await reporter.hold();
    played(reporter, 0, 30);
    await reporter.report();
    expect(last()?.dropped).toBe(true);
    await reporter.report();
    expect(sent.at(-1)).toMatchObject({ spans: [[10, 30]] });
    expect(
      withoutFirst(
        [
          [0, 3],
          [5, 20],
        ],
        10,
      ),
    ).toEqual([[12, 20]]);
  });

  it('says when somebody is signed out or may not watch any more', async () => {
    const { reporter, last } = reporterWith([
      { status: 401, body: null },
      { status: 404, body: null },
    ]);
    expect(await reporter.hold()).toBe(false);
    expect(last()?.state).toBe('signed-out');
    await reporter.hold();
    expect(last()?.state).toBe('gone');
  });
});
