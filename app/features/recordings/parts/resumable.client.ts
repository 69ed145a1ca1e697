import { DetailedError, isSupported, Upload } from 'tus-js-client';
import { PIECE_BYTES } from '#app/features/media/uploads.rules.ts';

const ADDRESS = '/teach/recordings/uploads';
/** About three minutes in all; they begin anew whenever something arrives. */
const RETRY_MS = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000, 60_000, 60_000];
const brokenOff = '网络断了，已经传到的都保留着。网络恢复后点“继续上传”，会接着传。';

export interface Told {
  sent(sent: number, total: number): void;
  /** The connection broke off; it is tried again by itself. */
  waiting(): void;
  /** It ended before its end. Where it can go on, what has arrived stays; else it was refused. */
  stopped(words: string, canGoOn: boolean): void;
  arrived(uploadId: string): void;
}

export interface Sending {
  pause(): void;
  goOn(): void;
}

/**
 * Sends a file piece by piece. A file that this browser began to send before, also before it was closed, goes on where it
 * was. Null where the browser is too old for that.
 */
export async function sendInPieces(file: File, told: Told): Promise<Sending | null> {
  if (!isSupported) return null;
  const upload = new Upload(file, {
    endpoint: new URL(ADDRESS, window.location.href).href,
    metadata: { filename: file.name },
    headers: { Accept: 'application/json' },
    chunkSize: 2 * PIECE_BYTES,
    retryDelays: RETRY_MS,
    onProgress: (sent, total) => told.sent(sent, total ?? file.size),
    onShouldRetry: ({ originalResponse }) => {
      const status = originalResponse?.getStatus() ?? 0;
      const passes = status === 0 || status === 409 || status === 423 || (status >= 500 && status !== 507);
      if (passes) told.waiting();
      return passes;
    },
    onAfterResponse: (_request, response) => {
      // Otherwise the library takes an ended session for an upload that is gone, and begins anew.
      if ([401, 403].includes(response.getStatus()))
        throw new Error(wordsIn(response.getBody()) ?? brokenOff);
    },
    onError: (error) => told.stopped(troubleWords(error), canGoOnAfter(error)),
    onSuccess: () => told.arrived(new URL(upload.url ?? '').pathname.split('/').at(-1) ?? ''),
  });
  const [before] = await upload.findPreviousUploads();
  if (before) upload.resumeFromPreviousUpload(before);
  upload.start();
  return { pause: () => void upload.abort(), goOn: () => upload.start() };
}

/** What the server refused for good (empty, too large, given up) is not sent again by pressing a button. */
function canGoOnAfter(error: Error | DetailedError): boolean {
  const status = (error instanceof DetailedError && error.originalResponse?.getStatus()) || 0;
  return ![400, 404, 410, 413, 429].includes(status);
}

function troubleWords(error: Error | DetailedError): string {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  if (response?.getStatus() === 401)
    return '登录已经过期。请在另一个窗口重新登录，再回到这一页点“继续上传”，会接着传。';
  return (response && wordsIn(response.getBody())) || brokenOff;
}

/** What the server said is wrong. */
function wordsIn(body: string): string | null {
  try {
    return (JSON.parse(body) as { error?: { message?: string } }).error?.message ?? null;
  } catch {
    return null;
  }
}

/**
 * The SHA-256 over the SHA-256 of each piece of the file, as the server computes it of what arrived. Empty where the browser
 * does not compute digests (pages that did not come by https) or the file cannot be read to its end.
 */
export async function checksumOf(file: File): Promise<string> {
  if (!window.crypto?.subtle) return '';
  try {
    const digests = new Uint8Array(Math.ceil(file.size / PIECE_BYTES) * 32);
    for (let at = 0, n = 0; at < file.size; at += PIECE_BYTES, n += 1) {
      const piece = await file.slice(at, at + PIECE_BYTES).arrayBuffer();
      digests.set(new Uint8Array(await window.crypto.subtle.digest('SHA-256', piece)), n * 32);
    }
    const whole = new Uint8Array(await window.crypto.subtle.digest('SHA-256', digests));
    return [...whole].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  } catch {
    return '';
  }
}
