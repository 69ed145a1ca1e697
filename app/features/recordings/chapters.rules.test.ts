import { describe, expect, it } from 'vitest';
import { readChapters, writeChapters } from './chapters.rules.ts';

const read = (source: string) => readChapters(source, 2 * 3600_000);

describe('chapters', () => {
  it('reads one on a line', () => {
    const reading = read('0:00 这一讲说什么\n\n 1:20.5  先认门 \r\n1：30 再认人\n1:02:03 课后行动');
    expect(reading).toEqual({
      ok: true,
      chapters: [
        { fromMs: 0, title: '这一讲说什么' },
        { fromMs: 80_500, title: '先认门' },
        { fromMs: 90_000, title: '再认人' },
        { fromMs: 3_723_000, title: '课后行动' },
      ],
    });
    const written = reading.ok ? writeChapters(reading.chapters) : '';
    expect(written).toBe('0:00 这一讲说什么\n1:20 先认门\n1:30 再认人\n1:02:03 课后行动');
    expect(reading.ok && readChapters(written, 2 * 3600_000, reading.chapters)).toEqual(reading);
    expect(read('')).toEqual({ ok: true, chapters: [] });
  });

  it('keeps the exact moment of a time that comes back as it was shown', () => {
    const before = [
      { fromMs: 12_200, title: '一' },
      { fromMs: 12_800, title: '二' },
      { fromMs: 40_500, title: '三' },
    ];
    const reading = readChapters('0:12 一\n0:12 又一\n0:41 三', 60_000, before);
    expect(reading).toMatchObject({
      chapters: [{ fromMs: 12_200 }, { fromMs: 12_800 }, { fromMs: 41_000 }],
    });
  });

  it('says which line is wrong', () => {
    expect(read('0:00 一\n先认门')).toEqual({ ok: false, reason: 'form', line: 2 });
    expect(read('0:00 一\n2:00:00 二')).toEqual({ ok: false, reason: 'beyond', line: 2 });
    expect(read('0:30 一\n0:30 二')).toEqual({ ok: false, reason: 'order', line: 2 });
    expect(read(`0:30 ${'长'.repeat(61)}`)).toEqual({ ok: false, reason: 'long', line: 1 });
    const many = Array.from({ length: 61 }, (_, i) => `${i}:00 第${i}章`).join('\n');
    expect(read(many)).toEqual({ ok: false, reason: 'too-many', line: 61 });
  });
});
