import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cue, readCaptions, writeWebVtt } from './captions.rules.ts';
import { writeTime } from './chapters.rules.ts';
import { hintsOf, readTime, shifted, typedAnew, withOneMore } from './cues.rules.ts';

const durationMs = 600_000;
const cue = (fromMs: number, toMs: number, text: string): Cue => ({ fromMs, toMs, text });
const two = [cue(1_000, 4_000, '先认门，再认人'), cue(4_000, 6_000, '再记事')];
const typedOf = (cues: readonly Cue[]) =>
  cues.map(({ fromMs, toMs, text }, index) => ({
    index,
    from: writeTime(fromMs),
    to: writeTime(toMs),
    text,
  }));
const whole = (typed: ReturnType<typeof typedOf>, deed: Parameters<typeof typedAnew>[1]['deed'] = null) => ({
  typed,
  deed,
  durationMs,
});

const someCues = fc
  .array(
    fc.record({
      fromMs: fc.integer({ min: 0, max: durationMs - 5_000 }),
      lasts: fc.integer({ min: 1, max: 5_000 }),
      text: fc.stringMatching(/^[一-龥a-z，。]{1,50}$/),
    }),
    { maxLength: 30 },
  )
  .map((list) =>
    list
      .map(({ fromMs, lasts, text }) => cue(fromMs, fromMs + lasts, text))
      .sort((a, b) => a.fromMs - b.fromMs),
  );

describe('correcting cue by cue', () => {
  it('reads times as people write them', () => {
    const times = ['1:20.5', '0:01:20,500', '80.5', '1：20。5', ' 00:01:20.500 '];
    expect(times.map(readTime)).toEqual(times.map(() => 80_500));
    for (const bad of ['', 'x', '1:2:3:4', '-3', '1:20.5555']) expect(readTime(bad)).toBeNull();
  });

  it('keeps what is typed, in order of time', () => {
    const typed = typedOf(two).map((one) => (one.index === 0 ? { ...one, from: '0:07', to: '0:09' } : one));
    expect(typedAnew(two, whole(typed))).toEqual({
      ok: true,
      cues: [two[1], cue(7_000, 9_000, '先认门，再认人')],
    });
  });

  it('names the field of every problem', () => {
    const typed = [
      { index: 0, from: 'x', to: '0:02', text: '一' },
      { index: 1, from: '0:03', to: '0:02', text: '二' },
    ];
    const outcome = typedAnew(two, whole(typed));
    expect(outcome).toMatchObject({ problems: [{ field: 'from-0' }, { field: 'to-1' }] });
    const empty = { from: '0:01', to: '99:00', text: ' ' };
    expect(withOneMore(two, { typed: empty, durationMs })).toMatchObject({ problems: [{ field: 'new-to' }] });
    expect(withOneMore(two, { typed: { ...empty, to: '0:02' }, durationMs })).toMatchObject({
      problems: [{ field: 'new-text' }],
    });
  });

  it('splits after the sign nearest the middle, and removes', () => {
    expect(typedAnew(two, whole(typedOf(two), { kind: 'split', index: 0 }))).toEqual({
      ok: true,
      cues: [cue(1_000, 2_714, '先认门，'), cue(2_714, 4_000, '再认人'), two[1]],
    });
    // What is to be removed need not be right.
    const typed = typedOf(two).map((one) => (one.index === 1 ? { ...one, from: 'x' } : one));
    expect(typedAnew(two, whole(typed, { kind: 'remove', index: 1 }))).toEqual({ ok: true, cues: [two[0]] });
  });

  it('shifts all, or those from a moment on, and never out of the film', () => {
    expect(shifted(two, { byMs: 500, afterMs: 4_000, durationMs })).toEqual({
      ok: true,
      cues: [two[0], cue(4_500, 6_500, '再记事')],
    });
    for (const byMs of [-1_001, durationMs])
      expect(shifted(two, { byMs, afterMs: 0, durationMs })).toMatchObject({
        problems: [{ field: 'seconds' }],
      });
  });

  it('hints at what is hard to read', () => {
    const cues = [
      cue(0, 8_000, '好'),
      cue(7_000, 8_000, '一二三四五六七八'),
      cue(9_000, 19_000, '字'.repeat(41)),
    ];
    expect(cues.map((_, index) => hintsOf(cues, index))).toEqual([
      ['lasting'],
      ['overlap', 'fast'],
      ['lasting', 'long'],
    ]);
    expect(hintsOf(cues, 9)).toEqual([]);
  });

  it('loses no word when it splits, and reads back what it wrote, whatever the captions', () => {
    fc.assert(
      fc.property(someCues, fc.nat(29), (cues, index) => {
        const outcome = typedAnew(cues, whole(typedOf(cues), { kind: 'split', index }));
        if (!outcome.ok) throw new Error(JSON.stringify(outcome));
        const textOf = (list: readonly Cue[]) => list.map(({ text }) => text).join('');
        expect([...textOf(outcome.cues)].sort()).toEqual([...textOf(cues)].sort());
        for (const { fromMs, toMs } of outcome.cues) expect(toMs).toBeGreaterThan(fromMs);
        if (cues.length > 0)
          expect(readCaptions(writeWebVtt(outcome.cues), durationMs)).toEqual({
            ok: true,
            cues: outcome.cues,
          });
        const there = shifted(cues, { byMs: 1, afterMs: 0, durationMs });
        if (there.ok)
          expect(shifted(there.cues, { byMs: -1, afterMs: 0, durationMs })).toEqual({ ok: true, cues });
      }),
    );
  });
});
