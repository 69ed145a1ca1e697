import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const picture = (size: string, seconds: number, rate = 25) => [
  ...['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=${rate}:d=${seconds}`],
];
const tone = (seconds: number) => ['-f', 'lavfi', '-i', `sine=440:d=${seconds}`];
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
const SECONDS = 2;

/** How ffmpeg is told to make each kind of film that people send. */
const recipes = {
  'h264.mp4': [...picture('320x180', SECONDS), ...tone(SECONDS), ...h264, '-c:a', 'aac'],
  'large.mp4': [...picture('1920x1080', 1.5, 15), ...tone(1.5), ...h264, '-c:a', 'aac'],
  'long.mp4': [...picture('640x480', 14, 15), ...tone(14), ...h264, '-c:a', 'aac'],
  'short.mp4': [...picture('640x480', 4, 15), ...tone(4), ...h264, '-c:a', 'aac'],
  'mute.mp4': [...picture('320x180', SECONDS), ...h264],
  'hevc.mov': [
    ...[...picture('320x180', SECONDS), ...tone(SECONDS)],
    ...['-c:v', 'libx265', '-x265-params', 'log-level=error', '-preset', 'ultrafast', '-tag:v', 'hvc1'],
    ...['-pix_fmt', 'yuv420p', '-c:a', 'pcm_s16le'],
  ],
  'vp9.webm': [
    ...[...picture('320x180', SECONDS), ...tone(SECONDS)],
    ...['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-c:a', 'libopus'],
  ],
  'vp8-mp3.mkv': [
    ...[...picture('320x180', SECONDS), ...tone(SECONDS)],
    ...['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-c:a', 'libmp3lame'],
  ],
  // Ten frames a second, then thirty; the sound is Opus.
  'uneven.mkv': [
    ...[...picture('320x180', SECONDS, 30), ...tone(SECONDS)],
    ...['-vf', "select='if(lt(t,1),not(mod(n,3)),1)'", '-vsync', 'vfr', ...h264, '-c:a', 'libopus'],
  ],
  'odd-profile.mp4': [
    ...[...picture('320x180', SECONDS), ...tone(SECONDS)],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv444p', '-c:a', 'aac'],
  ],
  'sound.m4a': [...tone(SECONDS), '-c:a', 'aac'],
  'sound.mp3': [...tone(SECONDS), '-c:a', 'libmp3lame'],
  'sound.wav': tone(SECONDS),
  'dark-beginning.mp4': [
    ...[...picture('320x180', SECONDS), ...tone(SECONDS)],
    ...['-vf', "drawbox=c=black:t=fill:enable='lt(t,0.5)'", ...h264, '-c:a', 'aac'],
  ],
} as const;
export type MadeFilm = keyof typeof recipes;

const made = new Map<MadeFilm, Promise<Buffer>>();

/** A film of two seconds (`long` has fourteen) that ffmpeg makes, once for a test file. */
export function madeFilm(name: MadeFilm): Promise<Buffer> {
  const known = made.get(name) ?? make(name);
  made.set(name, known);
  return known;
}

async function make(name: MadeFilm): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'made-film-'));
  try {
    const path = join(folder, name);
    await run('ffmpeg', ['-v', 'error', '-y', ...recipes[name], path]);
    // Only a copy can be told that it lies on its side.
    if (name !== 'hevc.mov') return await readFile(path);
    const turned = join(folder, `turned-${name}`);
    await run('ffmpeg', [
      '-v',
      'error',
      '-y',
      '-i',
      path,
      '-c',
      'copy',
      '-metadata:s:v:0',
      'rotate=90',
      turned,
    ]);
    return await readFile(turned);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
