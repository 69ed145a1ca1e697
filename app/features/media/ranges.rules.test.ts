import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wantedRange } from './ranges.rules.ts';

describe('which part of a file is wanted', () => {
  it('reads one range from its beginning, its end, or both', () => {
    expect(wantedRange('bytes=0-99', 1000)).toEqual({ kind: 'part', from: 0, to: 99 });
    expect(wantedRange('bytes=500-', 1000)).toEqual({ kind: 'part', from: 500, to: 999 });
    expect(wantedRange('bytes=-100', 1000)).toEqual({ kind: 'part', from: 900, to: 999 });
    expect(wantedRange('bytes=-5000', 1000)).toEqual({ kind: 'part', from: 0, to: 999 });
    expect(wantedRange('bytes=990-2000', 1000)).toEqual({ kind: 'part', from: 990, to: 999 });
  });

  it('says what lies outside', () => {
    expect(wantedRange('bytes=1000-', 1000)).toEqual({ kind: 'outside' });
    expect(wantedRange('bytes=-0', 1000)).toEqual({ kind: 'outside' });
    expect(wantedRange('bytes=0-', 0)).toEqual({ kind: 'outside' });
  });

  it('gives the whole file for what it does not serve in parts', () => {
    for (const header of [
      null,
      '',
      'bytes=',
      'bytes=-',
      'bytes=9-3',
      'bytes=0-1,5-6',
      'lines=1-2',
      'bytes=a-b',
    ]) {
      expect(wantedRange(header, 1000)).toEqual({ kind: 'whole' });
    }
  });

  it('never leaves the file, whatever is asked', () => {
    const header = fc.oneof(
      fc.string(),
      fc.tuple(fc.nat(), fc.nat()).map(([a, b]) => `bytes=${a}-${b}`),
    );
    fc.assert(
      fc.property(header, fc.nat(), (asked, size) => {
        const wanted = wantedRange(asked, size);
        if (wanted.kind !== 'part') return true;
        return wanted.from >= 0 && wanted.from <= wanted.to && wanted.to < size;
      }),
    );
  });
});
