import { tmpdir } from 'node:os';
import {
  ADTS,
  FilePathSource,
  FLAC,
  Input,
  type InputFormat,
  MATROSKA,
  MP3,
  MP4,
  OGG,
  QTFF,
  WAVE,
  WEBM,
} from 'mediabunny';
import { z } from 'zod';
import { FfmpegFailed, runFfmpeg } from '#app/features/media/ffmpeg.server.ts';
import type { VideoFacts } from '#app/features/media/files.server.ts';
import { filmFacts } from '#app/features/media/film-facts.server.ts';
import { STILL } from '#app/features/media/ladder.rules.ts';
import type { Db } from '#db/database.ts';
import { whoConverts } from './film-workers.server.ts';
import type { VideoProblem } from './upload-words.ts';
import { wholeContainer } from './whole-file.server.ts';

/** `repack`: pictures and sound are what everybody plays, but in a wrapping that not everybody opens. */
export type Inspection =
  | { ok: true; facts: VideoFacts; repack: boolean }
  | { ok: false; problem: VideoProblem };

/** The H.264 profiles that every browser and old phone decodes: Baseline, Main, Extended, High. */
const PLAYABLE_PROFILES = ['42', '4d', '58', '64'];
const SHORTEST_MS = 1_000;
const films = [MP4, QTFF, MATROSKA, WEBM];
const filmsAndSound = [...films, MP3, WAVE, ADTS, FLAC, OGG];

/**
 * Looks into a video file before anything is kept of it: a whole MP4, MOV or MKV with H.264 pictures and, where there is
 * sound, AAC. That is what all browsers and WeChat play without conversion, once it lies in an MP4. Turned pictures, uneven
 * frame rates and films without sound are fine. Reads a few kilobytes, whatever the size.
 */
export async function inspectVideo(path: string): Promise<Inspection> {
  const container = await wholeContainer(path);
  if (!container.ok) return container;
  // The library throws on what it cannot read; the file was whole, so it is damaged inside.
  return (await opened(path, films, inspectTracks)) ?? { ok: false, problem: { reason: 'damaged' } };
}

/** Null where the library cannot read the file. */
async function opened<T>(
  path: string,
  formats: InputFormat[],
  look: (input: Input) => Promise<T>,
): Promise<T | null> {
  const input = new Input({ source: new FilePathSource(path), formats });
  try {
    return await look(input);
  } catch {
    return null;
  } finally {
    input.dispose();
  }
}

async function inspectTracks(input: Input): Promise<Inspection> {
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
  const facts = { durationMs, width: video.displayWidth, height: video.displayHeight };
  return { ok: true, facts, repack: (await input.getFormat()) !== MP4 };
}

export type UploadInspection = (Inspection & { ok: false }) | (Inspection & { ok: true; convert: boolean });

/** What ffmpeg can make a film of that everybody plays. What is cut off or no film stays what it is. */
const convertible: readonly VideoProblem['reason'][] = [
  'video-codec',
  'video-profile',
  'audio-codec',
  'no-picture',
];
const TRIED_SECONDS = 2;
const PATIENCE_MS = 60_000;

/**
 * Looks into a video that has arrived. What not everybody plays is taken as well (`convert`), sound without pictures too, where this
 * machine or a worker on another one has ffmpeg. With ffmpeg here its beginning must be readable; without, only its table of
 * contents is read, and the worker says what else is wrong with it. Refused by name where nobody converts.
 */
export async function inspectUpload(db: Db, path: string, now: Date): Promise<UploadInspection> {
  const inspection = await inspectVideo(path);
  if (inspection.ok) return { ...inspection, convert: false };
  if (!convertible.includes(inspection.problem.reason)) return inspection;
  const converter = await whoConverts(db, now);
  if (converter === 'nobody') return inspection;
  const facts = converter === 'here' ? await factsToConvert(path) : await factsFromContents(path);
  if (facts) return { ok: true, facts, repack: false, convert: true };
  return converter === 'here' ? { ok: false, problem: { reason: 'damaged' } } : inspection;
}

/** Length and size as the file itself says; null where that cannot be read. */
function factsFromContents(path: string): Promise<VideoFacts | null> {
  return opened(path, filmsAndSound, async (input) => {
    const durationMs = Math.round((await input.computeDuration()) * 1000);
    if (!(durationMs >= SHORTEST_MS)) return null;
    const video = await input.getPrimaryVideoTrack();
    return {
      durationMs,
      ...(video ? { width: video.displayWidth, height: video.displayHeight } : STILL),
    };
  });
}

async function factsToConvert(path: string): Promise<VideoFacts | null> {
  try {
    const { durationMs, picture, hasSound } = await filmFacts(path);
    if (durationMs < SHORTEST_MS || !(picture || hasSound)) return null;
    const tracks = ['-map', '0:V:0?', '-map', '0:a:0?'];
    await runFfmpeg({
      words: [
        ...['-max_error_rate', '0.5', '-t', String(TRIED_SECONDS)],
        '-i',
        path,
        ...tracks,
        '-f',
        'null',
        '-',
      ],
      folder: tmpdir(),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { durationMs, ...(picture ? { width: picture.width, height: picture.height } : STILL) };
  } catch (error) {
    if (error instanceof FfmpegFailed || error instanceof z.ZodError) return null;
    throw error;
  }
}
