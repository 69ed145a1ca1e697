import { open } from 'node:fs/promises';
import { type OpenedUpload, ProviderTrouble, type SentFilm } from './video-provider.ts';

/** A multiple of 256 KiB, as the storage behind a direct upload wants it. One piece stands in memory. */
const PIECE_BYTES = 16 * 1024 * 1024;
const PIECE_PATIENCE_MS = 10 * 60_000;

interface Step {
  signal: AbortSignal;
  beat(): Promise<void>;
}

/**
 * Sends a film to a Mux direct upload, a resumable session: pieces by PUT with `Content-Range`, answered 308 until the last one.
 * What has arrived in an earlier try is asked first and not sent again.
 */
export async function sendPieces(
  { path, bytes }: SentFilm,
  { address }: OpenedUpload,
  { signal, beat }: Step,
): Promise<void> {
  const handle = await open(path);
  try {
    let at = await arrivedBytes(address, { bytes, signal });
    const piece = Buffer.alloc(Math.min(PIECE_BYTES, bytes));
    while (at < bytes) {
      const { bytesRead } = await handle.read(piece, 0, Math.min(PIECE_BYTES, bytes - at), at);
      if (bytesRead === 0) throw new ProviderTrouble('视频文件在送出去的时候变短了。', true);
      const range = `bytes ${at}-${at + bytesRead - 1}/${bytes}`;
      const answer = await put(address, { range, body: piece.subarray(0, bytesRead), signal });
      if (!answer.done && answer.arrived <= at)
        throw new ProviderTrouble('往 Mux 送视频，送了没有收下。', false);
      at = answer.done ? bytes : answer.arrived;
      await beat();
    }
  } finally {
    await handle.close();
  }
}

async function arrivedBytes(
  address: string,
  { bytes, signal }: { bytes: number; signal: AbortSignal },
): Promise<number> {
  const answer = await put(address, { range: `bytes */${bytes}`, body: null, signal });
  return answer.done ? bytes : answer.arrived;
}

type PieceAnswer = { done: true } | { done: false; arrived: number };

async function put(
  address: string,
  { range, body, signal }: { range: string; body: Uint8Array<ArrayBuffer> | null; signal: AbortSignal },
): Promise<PieceAnswer> {
  const answer = await reach(address, {
    method: 'PUT',
    headers: { 'content-range': range },
    body: body ?? '',
    redirect: 'manual',
    signal: AbortSignal.any([signal, AbortSignal.timeout(PIECE_PATIENCE_MS)]),
  });
  await answer.body?.cancel();
  if (answer.ok) return { done: true };
  if (answer.status !== 308) {
    // A session that is over, or that was never there, begins anew; a busy one is asked again.
    const over = answer.status < 500 && answer.status !== 429 && answer.status !== 408;
    throw new ProviderTrouble(`往 Mux 送视频没有送到，回答是 ${answer.status}。`, over);
  }
  const last = /^bytes=0-(\d+)$/.exec(answer.headers.get('range') ?? '')?.[1];
  return { done: false, arrived: last === undefined ? 0 : Number(last) + 1 };
}

async function reach(address: string, init: RequestInit) {
  try {
    return await fetch(address, init);
  } catch (error) {
    if (init.signal?.aborted && !(init.signal.reason instanceof DOMException)) throw error;
    throw new ProviderTrouble('往 Mux 送视频的时候断了线。', false, error);
  }
}
