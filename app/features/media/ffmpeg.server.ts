import { execFile, spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/** ffmpeg gave up. `words` are its own last ones, for the log and never for a page. */
export class FfmpegFailed extends Error {
  constructor(readonly words: string) {
    super(`ffmpeg: ${words.split('\n').at(-1) ?? ''}`);
  }

  get noSpace(): boolean {
    return /No space left on device|Disk quota exceeded/.test(this.words);
  }
}

/** Whether this machine can convert films. Looked up anew each time: it may be installed while the academy runs. */
export async function hasFfmpeg(): Promise<boolean> {
  const found = await Promise.all(['ffmpeg', 'ffprobe'].map(isOnPath));
  return found.every(Boolean);
}

async function isOnPath(program: string): Promise<boolean> {
  for (const folder of (process.env.PATH ?? '').split(delimiter).filter(Boolean)) {
    const there = await access(join(folder, program), constants.X_OK).then(
      () => true,
      () => false,
    );
    if (there) return true;
  }
  return false;
}

interface Run {
  words: readonly string[];
  /** Where relative names of `words` begin. */
  folder: string;
  signal: AbortSignal;
  /** Told how many milliseconds of the film are made. */
  heard?: (madeMs: number) => void;
}

const STALLED_MS = 10 * 60_000;
const LAST_WORDS = 2000;
/** A film of which more than this cannot be read is damaged; a flaw here and there passes. */
const MOST_ERRORS = '0.05';

/**
 * Starts ffmpeg behind everything else that wants the processor, and ends it when its reader goes: it hears of the death of this
 * process, also by SIGKILL, because the pipe to `cat` closes.
 */
const LEASHED = `exec 3<&0
nice -n 10 "$@" </dev/null & film=$!
(cat <&3; kill -9 $film) >/dev/null 2>&1 & leash=$!
wait $film; outcome=$?
kill $leash 2>/dev/null
exit $outcome`;

/** Runs ffmpeg to its end. Throws `FfmpegFailed`, or the reason of `signal` when that ended it. A silent one is ended after ten minutes. */
export async function runFfmpeg({ words, folder, signal, heard }: Run): Promise<void> {
  signal.throwIfAborted();
  const standing = ['-nostdin', '-hide_banner', '-loglevel', 'error', '-progress', 'pipe:1', '-y'];
  const strict = ['-max_error_rate', MOST_ERRORS];
  const child = spawn('sh', ['-c', LEASHED, 'sh', 'ffmpeg', ...standing, ...strict, ...words], {
    cwd: folder,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const end = () => child.stdin.destroy();
  let silence = setTimeout(end, STALLED_MS);
  let complaints = '';
  child.stdin.on('error', () => undefined);
  child.stderr.on('data', (chunk: Buffer) => {
    complaints = (complaints + chunk.toString()).slice(-LAST_WORDS);
  });
  child.stdout.on('data', (chunk: Buffer) => {
    clearTimeout(silence);
    silence = setTimeout(end, STALLED_MS);
    const times = [...chunk.toString().matchAll(/out_time_us=(\d+)/g)];
    const last = times.at(-1)?.[1];
    if (last) heard?.(Number(last) / 1000);
  });
  signal.addEventListener('abort', end);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', end);
      child.once('close', resolve);
    });
    signal.throwIfAborted();
    if (code !== 0) throw new FfmpegFailed(complaints.trim() || `ended with ${code}`);
  } finally {
    clearTimeout(silence);
    signal.removeEventListener('abort', end);
  }
}

const PATIENCE_MS = 60_000;

/** What ffprobe says about a file, as parsed JSON. Throws `FfmpegFailed` where it cannot make sense of it. */
export async function probe(path: string): Promise<unknown> {
  const words = ['-v', 'error', '-of', 'json', '-show_format', '-show_streams', path];
  try {
    const { stdout } = await promisify(execFile)('ffprobe', words, { timeout: PATIENCE_MS, maxBuffer: 4e6 });
    return JSON.parse(stdout);
  } catch (error) {
    throw new FfmpegFailed(error instanceof Error ? error.message.slice(0, LAST_WORDS) : String(error));
  }
}

/** One frame of a film as 32 × 18 grey dots, for judging whether anything is to be seen on it. */
export async function greyFrame(path: string, atMs: number): Promise<Buffer> {
  const words = ['-v', 'error', '-ss', String(atMs / 1000), '-i', path, '-frames:v', '1'];
  const { stdout } = await promisify(execFile)(
    'ffmpeg',
    [...words, '-vf', 'scale=32:18,format=gray', '-f', 'rawvideo', 'pipe:1'],
    { timeout: PATIENCE_MS, encoding: 'buffer' },
  );
  return stdout;
}
