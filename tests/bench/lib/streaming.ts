import { setMaxListeners } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { openWire } from './wire.ts';

export interface Streaming {
  url: string;
  pid: number;
  cookie: string;
  viewers: number;
  seconds: number;
  /** Addresses of a whole film, read slowly by half of the viewers, and of a piece of a stream that the others ask for again and again. */
  film: string;
  piece: string;
}

export interface StreamingMemory extends Record<string, number> {
  restMb: number;
  /** The most while everybody was coming, and of the second half of the time: flat when they are alike. */
  firstHalfMb: number;
  secondHalfMb: number;
  afterMb: number;
  mbPerSecond: number;
  wrong: number;
}

const LOOK_MS = 250;
const PIECE_EVERY_MS = 1_000;
/** What a good picture takes: slower than the server could give, so it has to hold back. */
const FILM_BYTES_PER_SECOND = 400_000;

/** Lets many people watch at once, half by ranges of the whole film and half by pieces, and looks at the server's memory. */
export async function streaming(wish: Streaming): Promise<StreamingMemory> {
  const over = new AbortController();
  // Every viewer who waits listens for the end.
  setMaxListeners(wish.viewers, over.signal);
  const seen = { bytes: 0, wrong: 0 };
  const restMb = memoryMb(wish.pid);
  const looks: number[] = [];
  const half = Math.floor(wish.viewers / 2);
  const agent = new Agent({ keepAlive: true });
  const viewers = Array.from({ length: wish.viewers }, (_, n) =>
    n < half
      ? watchFilm(wish, { agent, seen, over: over.signal })
      : watchPieces(wish, { seen, over: over.signal }),
  );
  for (let at = 0; at < wish.seconds * 1000; at += LOOK_MS) {
    await pause(LOOK_MS);
    looks.push(memoryMb(wish.pid));
  }
  over.abort();
  await Promise.all(viewers);
  agent.destroy();
  await pause(2_000);
  const middle = Math.floor(looks.length / 2);
  return {
    restMb,
    firstHalfMb: Math.max(...looks.slice(0, middle)),
    secondHalfMb: Math.max(...looks.slice(middle)),
    afterMb: memoryMb(wish.pid),
    mbPerSecond: seen.bytes / 2 ** 20 / wish.seconds,
    wrong: seen.wrong,
  };
}

interface Watching {
  seen: { bytes: number; wrong: number };
  over: AbortSignal;
}

/** One answer of the whole film, read no faster than it would be played. */
function watchFilm(
  { url, film, cookie }: Streaming,
  { agent, seen, over }: Watching & { agent: Agent },
): Promise<void> {
  return new Promise((resolve) => {
    const asked = get(url + film, { agent, headers: { cookie, range: 'bytes=0-' } }, async (answer) => {
      if (answer.statusCode !== 206) seen.wrong += 1;
      const began = performance.now();
      let own = 0;
      for await (const chunk of answer as AsyncIterable<Buffer>) {
        own += chunk.length;
        seen.bytes += chunk.length;
        const ahead = (own * 1000) / FILM_BYTES_PER_SECOND - (performance.now() - began);
        if (ahead > 0) await pause(ahead, undefined, { signal: over }).catch(() => undefined);
        if (over.aborted) break;
      }
      resolve();
    });
    asked.on('error', () => {
      seen.wrong += over.aborted ? 0 : 1;
      resolve();
    });
  });
}

async function watchPieces({ url, piece, cookie }: Streaming, { seen, over }: Watching): Promise<void> {
  await pause(Math.random() * PIECE_EVERY_MS);
  const wire = await openWire(url);
  while (!over.aborted) {
    const { status, body } = await wire.send({ path: piece, headers: { cookie } });
    if (status !== 200) seen.wrong += 1;
    seen.bytes += body.length;
    await pause(PIECE_EVERY_MS, undefined, { signal: over }).catch(() => undefined);
  }
  wire.close();
}

/** What the process holds of the machine's memory, in MB. */
function memoryMb(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes ?? 0) / 1024;
}
