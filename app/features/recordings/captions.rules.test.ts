import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cue, decodeCaptions, readCaptions, writeWebVtt } from './captions.rules.ts';

const DURATION_MS = 60_000;
const read = (source: string) => readCaptions(source, DURATION_MS);

describe('captions', () => {
  it('reads WebVTT with headers, notes, names and settings', () => {
    const source = `WEBVTT - 第一讲\nKind: captions\n\nNOTE 这是注释\n\n1\n00:01.500 --> 00:04.000 line:90% align:center\n<v 老师>先认门，<b>再认人</b>\n第二行\n\n00:00:05.000 --> 00:00:06.000\n&lt;三句话&gt; &amp; 一张卡\n`;
    expect(read(source)).toEqual({
      ok: true,
      cues: [
        { fromMs: 1500, toMs: 4000, text: '先认门，再认人\n第二行' },
        { fromMs: 5000, toMs: 6000, text: '<三句话> & 一张卡' },
      ],
    });
  });

  it('reads SRT as Windows writes it', () => {
    const source =
      '\uFEFF1\r\n00:00:00,500 --> 00:00:02,000\r\n{\\an8}上岗第一课\r\n\r\n2\r\n00:00:02,000 --> 00:00:03,5\r\n<font color="#fff">先认门</font>\r\n';
    expect(read(source)).toEqual({
      ok: true,
      cues: [
        { fromMs: 500, toMs: 2000, text: '上岗第一课' },
        { fromMs: 2000, toMs: 3500, text: '先认门' },
      ],
    });
  });

  it('says where they go wrong', () => {
    expect(read('')).toEqual({ ok: false, reason: 'empty' });
    expect(read('先认门，再认人')).toEqual({ ok: false, reason: 'no-times' });
    expect(read('WEBVTT\n\n00:05.000 --> 00:04.000\nx')).toEqual({ ok: false, reason: 'backwards', line: 3 });
    expect(read('WEBVTT\n\n01:00.000 --> 01:01.000\nx')).toEqual({ ok: false, reason: 'beyond', line: 3 });
    expect(read('00:59.000 --> 01:01.500\nx')).toMatchObject({ ok: true, cues: [{ toMs: DURATION_MS }] });
    expect(read('00:01.000 --> 00:02.000\nx\n\n'.repeat(5001))).toEqual({ ok: false, reason: 'too-many' });
  });

  it('knows the encodings that people have', () => {
    const words = '楼栋长';
    const utf16 = Uint8Array.from([0xff, 0xfe, ...Buffer.from(words, 'utf16le')]);
    expect(decodeCaptions(new TextEncoder().encode(words))).toBe(words);
    expect(decodeCaptions(utf16)).toBe(words);
    expect(decodeCaptions(Uint8Array.from([0xc2, 0xa5, 0xb6, 0xb0, 0xb3, 0xa4]))).toBe(words);
    expect(decodeCaptions(Uint8Array.from([0, 1, 2, 3, 255]))).toBeNull();
  });

  it('writes what it reads back', () => {
    const cue = fc
      .record({
        fromMs: fc.integer({ min: 0, max: DURATION_MS - 2 }),
        length: fc.integer({ min: 1, max: 5000 }),
        text: fc.string({ minLength: 1 }),
      })
      .map(
        ({ fromMs, length, text }): Cue => ({ fromMs, toMs: Math.min(fromMs + length, DURATION_MS), text }),
      );
    fc.assert(
      fc.property(fc.array(cue, { minLength: 1, maxLength: 10 }), (cues) => {
        const first = read(writeWebVtt(cues));
        if (!first.ok) return first.reason === 'no-times';
        expect(read(writeWebVtt(first.cues))).toEqual(first);
        return true;
      }),
    );
  });
});
