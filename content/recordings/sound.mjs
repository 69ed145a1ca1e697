import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { composeBed, RATE } from './music.mjs';
import { VOICE_RATE } from './voice.mjs';
import { readWav, writeWav } from './wav.mjs';

const LOUDNESS = -18;
const PEAK = 0.79;

function run(command, args) {
  const done = spawnSync(command, args, { maxBuffer: 64e6 });
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${done.stderr}`);
  return String(done.stderr);
}

/** Takes the edge off a formant voice: less hiss and nasal ring, a little chest, even level, a small warm room. */
function softened(samples, folder) {
  const raw = join(folder, 'voice-raw.wav');
  const warm = join(folder, 'voice-warm.wav');
  writeWav(raw, [samples], VOICE_RATE);
  const chain = [
    'gain',
    '-6',
    'rate',
    '-v',
    String(RATE),
    'highpass',
    '95',
    'equalizer',
    '220',
    '0.9q',
    '2.5',
    'equalizer',
    '1050',
    '1.2q',
    '-1.5',
    'equalizer',
    '3300',
    '0.9q',
    '-4',
    'equalizer',
    '4400',
    '1.2q',
    '-3',
    'lowpass',
    '-2',
    '7200',
    'compand',
    '0.008,0.18',
    '6:-60,-60,-28,-20,-12,-10,0,-7',
    '-2',
    '-30',
    '0.02',
  ];
  run('sox', [
    '-D',
    '-R',
    raw,
    warm,
    ...chain,
    'remix',
    '1',
    '1',
    'reverb',
    '16',
    '65',
    '22',
    '60',
    '6',
    '-4',
  ]);
  return readWav(warm).channels;
}

/** How loud the voice is around each moment, 0…1, rising fast and falling slowly; drives the ducking. */
function presence(voice) {
  const out = new Float32Array(voice.length);
  const rise = 1 - Math.exp(-1 / (0.06 * RATE));
  const fall = 1 - Math.exp(-1 / (0.9 * RATE));
  let level = 0;
  for (let i = 0; i < voice.length; i += 1) {
    const target = Math.min(1, Math.abs(voice[i]) * 12);
    level += (target - level) * (target > level ? rise : fall);
    out[i] = level;
  }
  return out;
}

/** Integrated loudness of a file in LUFS (EBU R 128). */
export function loudnessOf(file) {
  const report = run('ffmpeg', [
    '-hide_banner',
    '-nostats',
    '-i',
    file,
    '-af',
    'ebur128=framelog=verbose',
    '-f',
    'null',
    '-',
  ]);
  return Number(
    report
      .match(/I:\s+(-?[\d.]+) LUFS/g)
      .at(-1)
      .match(/-?[\d.]+/)[0],
  );
}

function mixed(voice, bed, frames) {
  const there = presence(voice[0]);
  const into = (i) => Math.min(1, i / (1.2 * RATE), (frames - 1 - i) / (2.6 * RATE));
  return bed.map((side, c) =>
    Float32Array.from({ length: frames }, (_, i) => {
      const under = 0.42 * (1 - 0.66 * Math.min(1, there[i] * 1.6)) * Math.max(0, into(i));
      return (voice[c][i] ?? 0) + side[i] * under;
    }),
  );
}

/** Rounds off what would pass the ceiling instead of cutting it. */
function limited(x) {
  const size = Math.abs(x);
  const knee = PEAK * 0.8;
  return size <= knee ? x : Math.sign(x) * (knee + (PEAK - knee) * Math.tanh((size - knee) / (PEAK - knee)));
}

/** Voice, room and bed in one 48 kHz stereo file at about −18 LUFS, never clipped. Answers its path. */
export function produceSound(slug, samples, duration, folder) {
  const frames = Math.round(duration * RATE);
  const tracks = mixed(softened(samples, folder), composeBed(slug, duration), frames);
  const draft = join(folder, 'draft.wav');
  const final = join(folder, 'sound.wav');
  writeWav(
    draft,
    tracks.map((t) => t.map((x) => x * 0.5)),
    RATE,
  );
  const gain = 0.5 * 10 ** ((LOUDNESS - loudnessOf(draft)) / 20);
  writeWav(
    final,
    tracks.map((t) => t.map((x) => limited(x * gain))),
    RATE,
  );
  return final;
}
