/** Sample rate of the finished sound, in Hz. */
export const RATE = 48000;

/** Mulberry32: a small seeded generator, so that every run composes the same bed. */
function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const seedOf = (text) => [...text].reduce((sum, ch) => Math.imul(sum, 31) + ch.codePointAt(0), 7);
const hertz = (midi) => 440 * 2 ** ((midi - 69) / 12);

/** 宫 pentatonic on D; the chords keep to open fifths and sixths, which never argue with a voice. */
const CHORDS = [
  [38, 50, 57, 62],
  [35, 47, 54, 62],
  [40, 52, 57, 64],
  [33, 45, 57, 59],
];
const SCALE = [62, 64, 66, 69, 71, 74, 76, 78];
const BAR = 8;

const TABLE = 8192;
/** One period of a warm tone: a fundamental and two quiet harmonics. */
const tone = Float32Array.from({ length: TABLE }, (_, i) => {
  const phase = (2 * Math.PI * i) / TABLE;
  return Math.sin(phase) + 0.22 * Math.sin(2 * phase) + 0.06 * Math.sin(3 * phase);
});
/** Slow swell and fall, from silence to silence. */
const swell = Float32Array.from({ length: TABLE }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / TABLE));

/** A held note, the two sides a few cents apart. */
function hold(sides, midi, from, length, level) {
  const start = Math.round(from * RATE);
  const frames = Math.min(Math.round(length * RATE), sides[0].length - start);
  const slow = TABLE / (length * RATE);
  for (const [side, cents] of [
    [0, -3],
    [1, 3],
  ]) {
    const step = (TABLE * hertz(midi + cents / 100)) / RATE;
    for (let i = 0; i < frames; i += 1)
      sides[side][start + i] += level * swell[(slow * i) & (TABLE - 1)] * tone[(step * i) & (TABLE - 1)];
  }
}

/** A plucked string (Karplus–Strong with a soft pick), placed between left and right by `pan` 0…1. */
function pluck(sides, random, midi, from, level, pan) {
  const period = Math.round(RATE / hertz(midi));
  const string = Float32Array.from({ length: period }, () => random() * 2 - 1);
  for (let pass = 0; pass < 6; pass += 1)
    for (let i = 0; i < period; i += 1) string[i] = (string[i] + string[(i + 1) % period]) / 2;
  const start = Math.round(from * RATE);
  const frames = Math.min(Math.round(3.5 * RATE), sides[0].length - start);
  for (let i = 0; i < frames; i += 1) {
    const value = string[i % period];
    string[i % period] = 0.498 * (value + string[(i + 1) % period]);
    const soft = Math.min(1, i / 240) * Math.max(0, 1 - i / (3.5 * RATE));
    sides[0][start + i] += level * soft * value * (1 - pan);
    sides[1][start + i] += level * soft * value * pan;
  }
}

/** The quiet bed under a lecture: two channels of `seconds`, composed from the slug alone. */
export function composeBed(slug, seconds) {
  const random = seeded(seedOf(slug));
  const sides = [new Float32Array(Math.round(seconds * RATE)), new Float32Array(Math.round(seconds * RATE))];
  let previous = 3;
  for (let bar = 0; bar * BAR < seconds; bar += 1) {
    const from = bar * BAR;
    for (const [n, midi] of CHORDS[bar % CHORDS.length].entries())
      hold(sides, midi, Math.max(0, from - 1.5), BAR + 3, 0.05 - n * 0.006);
    for (let beat = 0; beat < 8; beat += 1) {
      if (random() > (beat % 4 === 0 ? 0.75 : 0.33)) continue;
      previous = Math.max(0, Math.min(SCALE.length - 1, previous + Math.round(random() * 4 - 2)));
      if (from + beat + 0.5 < seconds)
        pluck(
          sides,
          random,
          SCALE[previous],
          from + beat + random() * 0.03,
          0.11 + random() * 0.05,
          0.3 + random() * 0.4,
        );
    }
  }
  return sides;
}
