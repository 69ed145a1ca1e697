import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pinyin } from 'pinyin-pro';
import { readWav } from './wav.mjs';

/** Sample rate of the speech synthesizer, in Hz. */
export const VOICE_RATE = 22050;

const lexicon = JSON.parse(readFileSync(new URL('./pronunciation.json', import.meta.url), 'utf8'));
const longestEntry = Math.max(...Object.keys(lexicon).map((word) => word.length));
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
const isHan = (text) => /\p{Script=Han}/u.test(text);

/** Cuts a clause into words: our own lexicon first (longest match), then the platform's segmenter. */
function wordsOf(clause) {
  const words = [];
  let rest = clause;
  let plain = '';
  const flush = () => {
    for (const part of segmenter.segment(plain)) if (isHan(part.segment)) words.push({ text: part.segment });
    plain = '';
  };
  while (rest) {
    let size = Math.min(longestEntry, rest.length);
    while (size > 0 && !Object.hasOwn(lexicon, rest.slice(0, size))) size -= 1;
    if (size > 0) {
      flush();
      words.push({ text: rest.slice(0, size), reading: lexicon[rest.slice(0, size)].split(' ') });
      rest = rest.slice(size);
    } else {
      plain += rest[0];
      rest = rest.slice(1);
    }
  }
  flush();
  return words;
}

/** Tone of 一 and 不 before the next syllable (standard tone sandhi); 一 keeps its tone in ordinals and figures. */
function sandhi(syllables, characters) {
  return syllables.map((syllable, i) => {
    const next = syllables[i + 1]?.at(-1);
    if (characters[i] === '不' && next === '4') return 'bu2';
    if (characters[i] !== '一' || !next || /[第十百之零二三四五六七八九幺]/.test(characters[i - 1] ?? ''))
      return syllable;
    if (/[二三四五六七八九十幺零]/.test(characters[i + 1])) return syllable;
    return next === '4' ? 'yi2' : 'yi4';
  });
}

/** Pinyin of a clause with tone figures, one group of syllables per word, e.g. "xian1 ren4men2". */
export function pinyinOf(clause) {
  const text = clause.replace(/[^\p{Script=Han}]/gu, '');
  const words = wordsOf(text);
  const inContext = pinyin(text, { toneType: 'num', type: 'array' });
  const characters = [...text];
  let at = 0;
  const flat = words.flatMap((word) => {
    const own = word.reading ?? inContext.slice(at, at + word.text.length);
    at += word.text.length;
    return own;
  });
  const toned = sandhi(flat, characters).map((s) => s.replace(/0$/, '5').replace('ü', 'v'));
  let from = 0;
  return words
    .map((word) => {
      from += word.text.length;
      return toned.slice(from - word.text.length, from).join('');
    })
    .join(' ');
}

/** Drops near-silence at both ends, keeping 15 ms so that no consonant is cut. */
function trimmed(samples) {
  const keep = Math.round(VOICE_RATE * 0.015);
  const loud = (x) => Math.abs(x) > 0.004;
  const first = samples.findIndex(loud);
  if (first < 0) throw new Error('the synthesizer answered with silence');
  const last = samples.findLastIndex(loud);
  return samples.slice(Math.max(0, first - keep), Math.min(samples.length, last + keep));
}

/** Speaks one clause; answers mono samples in -1…1 at VOICE_RATE. `speed` is espeak's words per minute. */
export function speak(clause, { speed, pitch }, folder) {
  const file = join(folder, 'clause.wav');
  const spoken = pinyinOf(clause);
  const run = spawnSync('espeak-ng', [
    '-z',
    '-v',
    'cmn-latn-pinyin+Annie',
    '-s',
    String(speed),
    '-p',
    String(pitch),
    '-w',
    file,
    spoken,
  ]);
  if (run.status !== 0) throw new Error(`espeak-ng failed on "${spoken}": ${run.stderr}`);
  return trimmed(readWav(file).channels[0]);
}
