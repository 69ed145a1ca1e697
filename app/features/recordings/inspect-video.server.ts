import { type FileHandle, open } from 'node:fs/promises';
import { FilePathSource, Input, MP4, QTFF } from 'mediabunny';
import type { VideoFacts } from '#app/features/media/files.server.ts';
import type { VideoProblem } from './upload-words.ts';

export type Inspection = { ok: true; facts: VideoFacts } | { ok: false; problem: VideoProblem };

/** The H.264 profiles that every browser and old phone decodes: Baseline, Main, Extended, High. */
const PLAYABLE_PROFILES = ['42', '4d', '58', '64'];
const SHORTEST_MS = 1_000;

/**
 * Looks into a video file before anything is kept of it: a whole MP4 with H.264 pictures and, where there is sound, AAC. That is
 * what all browsers and WeChat play without conversion. Reads a few kilobytes, whatever the size.
 */
export async function inspectVideo(path: string): Promise<Inspection> {
  const shape = await boxesOf(path);
  if (shape !== 'whole') return { ok: false, problem: { reason: shape } };
  const input = new Input({ source: new FilePathSource(path), formats: [MP4, QTFF] });
  try {
    return await inspectTracks(input);
  } catch {
    // The library throws on what it cannot read; the boxes were whole, so the file is damaged inside.
    return { ok: false, problem: { reason: 'damaged' } };
  } finally {
    input.dispose();
  }
}

async function inspectTracks(input: Input): Promise<Inspection> {
  if ((await input.getFormat()) === QTFF) return { ok: false, problem: { reason: 'quicktime' } };
  const video = await input.getPrimaryVideoTrack();
  if (!video) return { ok: false, problem: { reason: 'no-picture' } };
  if (video.codec !== 'avc') return { ok: false, problem: { reason: 'video-codec', found: video.codec } };
  const profile = (await video.getCodecParameterString())?.slice(5, 7).toLowerCase() ?? '';
  if (!PLAYABLE_PROFILES.includes(profile)) return { ok: false, problem: { reason: 'video-profile' } };
  for (const audio of await input.getAudioTracks()) {
    if (audio.codec !== 'aac') return { ok: false, problem: { reason: 'audio-codec', found: audio.codec } };
  }
  const durationMs = Math.round((await input.computeDuration()) * 1000);
  if (!(durationMs >= SHORTEST_MS)) return { ok: false, problem: { reason: 'empty' } };
  return { ok: true, facts: { durationMs, width: video.displayWidth, height: video.displayHeight } };
}

/**
 * An MP4 is a row of boxes, each beginning with its length. A file that was cut off ends inside one; the library, which reads
 * only the table of contents, would not notice.
 */
async function boxesOf(path: string): Promise<'whole' | 'cut-off' | 'not-a-video'> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const seen = new Set<string>();
    let at = 0;
    while (at < size) {
      const box = await boxAt(handle, at, size);
      if (!box || (at === 0 && box.type !== 'ftyp')) return at === 0 ? 'not-a-video' : 'cut-off';
      seen.add(box.type);
      at += box.length;
    }
    if (at !== size) return 'cut-off';
    return seen.has('moov') && seen.has('mdat') ? 'whole' : 'cut-off';
  } finally {
    await handle.close();
  }
}

async function boxAt(
  handle: FileHandle,
  at: number,
  size: number,
): Promise<{ type: string; length: number } | null> {
  const header = Buffer.alloc(16);
  const { bytesRead } = await handle.read(header, 0, 16, at);
  if (bytesRead < 8) return null;
  const type = header.toString('latin1', 4, 8);
  const short = header.readUInt32BE(0);
  if (short === 0) return { type, length: size - at };
  if (short === 1) return bytesRead === 16 ? { type, length: Number(header.readBigUInt64BE(8)) } : null;
  return short >= 8 ? { type, length: short } : null;
}
