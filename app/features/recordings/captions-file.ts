import {
  type CaptionsReading,
  type Cue,
  decodeCaptions,
  readCaptions,
  writeWebVtt,
} from './captions.rules.ts';

export type CaptionsFile = { ok: true; vtt: string; cues: Cue[] } | { ok: false; words: string };

/** Captions as they were uploaded, as WebVTT; or in words what is wrong with them. */
export function readCaptionsFile(bytes: Uint8Array, durationMs: number): CaptionsFile {
  const text = decodeCaptions(bytes);
  if (text === null) return { ok: false, words: '这个文件不是文字字幕，没有收下。请选 .srt 或 .vtt 文件。' };
  return readCaptionsText(text, durationMs);
}

/** The same for captions typed or corrected on the page. */
export function readCaptionsText(text: string, durationMs: number): CaptionsFile {
  const reading = readCaptions(text, durationMs);
  return reading.ok
    ? { ok: true, vtt: writeWebVtt(reading.cues), cues: reading.cues }
    : { ok: false, words: wordsOf(reading) };
}

function wordsOf(reading: Exclude<CaptionsReading, { ok: true }>): string {
  switch (reading.reason) {
    case 'empty':
      return '字幕是空的。请选 .srt 或 .vtt 字幕文件，或者先不传字幕，以后在这一讲的页面上补。';
    case 'no-times':
      return '字幕里没有找到时间。每条字幕前要有一行时间，写成“00:00:01.000 --> 00:00:04.000”。';
    case 'too-many':
      return '字幕超过 5000 条，没有收下。请检查是不是选错了文件。';
    case 'backwards':
      return `字幕第 ${reading.line} 行的结束时间不比开始时间晚。请改好这一行再保存。`;
    case 'beyond':
      return `字幕第 ${reading.line} 行的时间超出了视频的长度。请检查是不是选错了视频或者字幕。`;
  }
}
