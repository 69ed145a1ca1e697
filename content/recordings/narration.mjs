import { speak, VOICE_RATE } from './voice.mjs';

/** Rest after a mark, in seconds at pace 1. */
const REST = { '、': 0.14, '，': 0.26, '：': 0.36, '；': 0.4, '。': 0.55, '？': 0.62 };
const REST_AFTER_BEAT = 0.28;
const REST_AFTER_SLIDE = 0.8;
const LEAD_IN = 1.6;
const TAIL = 3.2;

/** "{96110|九六幺幺零}" is shown as 96110 and spoken as 九六幺幺零. */
const shown = (text) => text.replace(/\{([^|}]*)\|[^}]*\}/g, '$1');
const spoken = (text) => text.replace(/\{[^|}]*\|([^}]*)\}/g, '$1');

/** The text that people read, without reading marks. */
export const readingText = (narration) => shown(narration).replaceAll('\n', '');

/** Cuts a paragraph after each punctuation mark: [{ shown, spoken, rest }]. Quotes stay with their clause. */
export function clausesOf(paragraph, pace) {
  const parts = paragraph.match(/[^、，：；。？]+[、，：；。？]?[”）]*/gu) ?? [];
  return parts.map((part) => {
    const mark = part.match(/[、，：；。？]/u)?.[0];
    return { shown: shown(part), spoken: spoken(part), mark, rest: (REST[mark] ?? 0.3) * pace };
  });
}

/**
 * Speaks a whole lecture. A slide's narration has one line per beat: the first goes with the title,
 * line n with bullet n. Answers mono samples at VOICE_RATE and the time in seconds of every clause,
 * beat and slide.
 */
export function narrate(script, folder) {
  const pace = script.pace ?? 1;
  const settings = { speed: script.speed ?? 178, pitch: script.pitch ?? 34 };
  const pieces = [];
  const clauses = [];
  const slides = [];
  let at = LEAD_IN;
  for (const [s, slide] of script.slides.entries()) {
    const beats = [];
    const startsAt = s === 0 ? 0 : at - 0.55;
    for (const [b, line] of slide.narration.split('\n').entries()) {
      beats.push(b === 0 ? startsAt : at - 0.2);
      for (const clause of clausesOf(line, pace)) {
        const samples = speak(clause.spoken, settings, folder);
        const length = samples.length / VOICE_RATE;
        pieces.push({ at, samples });
        clauses.push({
          ...clause,
          from: at,
          to: at + length,
          slide: s,
          beat: b,
          count: [...clause.spoken.replace(/[^\p{Script=Han}]/gu, '')].length,
        });
        at += length + clause.rest;
      }
      at += REST_AFTER_BEAT * pace;
    }
    slides.push({ title: slide.title, from: startsAt, beats });
    at += REST_AFTER_SLIDE * pace;
  }
  const duration = Math.ceil((at + TAIL - REST_AFTER_SLIDE * pace) * 25) / 25;
  return { clauses, slides, duration, samples: joined(pieces, duration) };
}

function joined(pieces, duration) {
  const all = new Float32Array(Math.round(duration * VOICE_RATE));
  const fade = Math.round(VOICE_RATE * 0.008);
  for (const { at, samples } of pieces) {
    const start = Math.round(at * VOICE_RATE);
    for (let i = 0; i < samples.length; i += 1) {
      const edge = Math.min(1, i / fade, (samples.length - 1 - i) / fade);
      all[start + i] += samples[i] * edge;
    }
  }
  return all;
}
