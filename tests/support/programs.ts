import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folders = [
  '/usr/sbin',
  '/usr/bin',
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/libexec',
  '/opt/homebrew/bin',
];

/** The full path of a program, looked for also where the PATH of an ordinary user does not lead. */
export function findProgram(...names: string[]): string | undefined {
  const places = [...(process.env.PATH ?? '').split(':'), ...folders].filter(Boolean);
  for (const name of names) {
    const found = places.map((place) => join(place, name)).find((path) => existsSync(path));
    if (found) return found;
  }
  return undefined;
}

export function chromiumPath(): string | undefined {
  return findProgram('chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome');
}

/** Why no browser test can run here, in one line; undefined when they can. */
export function chromiumMissing(): string | undefined {
  return chromiumPath() ? undefined : 'Chromium is not installed';
}

/** The same for ffmpeg, which a few media tests use. */
export function ffmpegMissing(): string | undefined {
  return findProgram('ffmpeg') ? undefined : 'ffmpeg is not installed';
}
