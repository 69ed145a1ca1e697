import { stat } from 'node:fs/promises';
import {
  EncodedAudioPacketSource,
  type EncodedPacket,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathSource,
  FilePathTarget,
  Input,
  type InputAudioTrack,
  type InputVideoTrack,
  MATROSKA,
  MP4,
  Mp4OutputFormat,
  Output,
  QTFF,
  WEBM,
} from 'mediabunny';
import pLimit from 'p-limit';
import { readArrived } from '#app/features/media/arrived-file.server.ts';
import { discard, type ReceivedFile } from '#app/features/media/files.server.ts';
import {
  type StoreEnv,
  type StoreTrouble,
  troubleOf,
  waitingPath,
} from '#app/features/media/store.server.ts';
import type { Span } from './cuts.rules.ts';

/** It reads and writes the whole film: one at a time leaves the machine to the people who look at pages. */
const inTurn = pLimit(1);

/** More pictures than any encoder moves in time. */
const MOST_MOVED = 32;

export type CutFilm =
  | { ok: true; file: ReceivedFile /** What of the original it really shows. */; keeps: Span[] }
  | { ok: false; reason: StoreTrouble | 'damaged' };

interface Cutting {
  keeps: readonly Span[];
  /** Aborted: the copying ends and throws. */
  signal?: AbortSignal;
}

/**
 * Copies `keeps` of a film, one behind the other, into an MP4 in the store's waiting room. Nothing is converted, so nothing is lost
 * and it takes as long as copying; but a range can begin only where a whole picture lies, so it begins up to some seconds early, and
 * a cut that lies between two whole pictures is none. Whatever goes wrong, nothing is left behind.
 */
export function cutLosslessly(env: StoreEnv, path: string, { keeps, signal }: Cutting): Promise<CutFilm> {
  return inTurn(async () => {
    const target = await waitingPath(env);
    const input = new Input({ source: new FilePathSource(path), formats: [MP4, QTFF, MATROSKA, WEBM] });
    try {
      const shown = await copyRanges(input, { target, keeps, signal });
      const arrived = await readArrived(target, (await stat(target)).size);
      return { ok: true as const, file: arrived.file, keeps: shown };
    } catch (error) {
      await discard({ path: target });
      if (signal?.aborted) throw error;
      return { ok: false as const, reason: troubleOf(error) ?? ('damaged' as const) };
    } finally {
      input.dispose();
    }
  });
}

async function copyRanges(
  input: Input,
  { target, keeps, signal }: Cutting & { target: string },
): Promise<Span[]> {
  const video = await input.getPrimaryVideoTrack();
  if (!video?.codec) throw new Error('there are no pictures to cut');
  const output = new Output({
    format: new Mp4OutputFormat({ fastStart: false }),
    target: new FilePathTarget(target),
  });
  const pictures = new EncodedVideoPacketSource(video.codec);
  output.addVideoTrack(pictures, { rotation: video.rotation });
  const sounds = (await input.getAudioTracks()).flatMap((track) =>
    track.codec ? [{ track, to: new EncodedAudioPacketSource(track.codec) }] : [],
  );
  for (const { to } of sounds) output.addAudioTrack(to);
  await output.start();
  try {
    const shown: Span[] = [];
    let behind = 0;
    for (const range of await rangesOf(video, keeps)) {
      const endsAt = await copyPictures(video, { to: pictures, range, behind, signal });
      const real = { from: range.from, until: endsAt };
      for (const { track, to } of sounds) await copySound(track, { to, range: real, behind, signal });
      shown.push({ fromMs: Math.round(range.from * 1000), toMs: Math.round(endsAt * 1000) });
      behind += endsAt - range.from;
    }
    await output.finalize();
    return shown;
  } catch (error) {
    await output.cancel();
    throw error;
  }
}

/** Seconds; `first` is the whole picture that it begins with. */
interface Range {
  from: number;
  until: number;
  first: EncodedPacket;
}

/** Where each range can begin: at the last whole picture before. One that would reach into the range before goes on with it. */
async function rangesOf(video: InputVideoTrack, keeps: readonly Span[]): Promise<Range[]> {
  const sink = new EncodedPacketSink(video);
  const ranges: Range[] = [];
  for (const { fromMs, toMs } of keeps) {
    const [from, until] = [fromMs / 1000, toMs / 1000];
    const first = (await sink.getKeyPacket(from)) ?? (await sink.getFirstKeyPacket());
    if (!first) throw new Error('there is no whole picture to begin with');
    const before = ranges.at(-1);
    if (before && first.timestamp <= before.until) before.until = until;
    else if (first.timestamp < until) ranges.push({ from: first.timestamp, until, first });
  }
  return ranges;
}

interface Copying<Source> {
  to: Source;
  /** How long the film is so far, in seconds. */
  behind: number;
  signal: AbortSignal | undefined;
}

/**
 * Copies the pictures of a range, in the order in which they are decoded, and returns when the last of them ends. Pictures behind the
 * end that earlier ones are made from come along; those before the first whole one are made from what is cut out and go.
 */
async function copyPictures(
  track: InputVideoTrack,
  { to, behind, signal, range }: Copying<EncodedVideoPacketSource> & { range: Range },
): Promise<number> {
  const decoderConfig = (await track.getDecoderConfig()) ?? undefined;
  let ends = range.from;
  let moved: EncodedPacket[] = [];
  for await (const packet of new EncodedPacketSink(track).packets(range.first)) {
    signal?.throwIfAborted();
    if (packet.timestamp < range.from) continue;
    if (packet.timestamp >= range.until) {
      if (packet.type === 'key' || moved.length > MOST_MOVED) break;
      moved.push(packet);
      continue;
    }
    for (const one of [...moved, packet]) {
      await to.add(one.clone({ timestamp: one.timestamp - range.from + behind }), { decoderConfig });
      ends = Math.max(ends, one.timestamp + one.duration);
    }
    moved = [];
  }
  return ends;
}

async function copySound(
  track: InputAudioTrack,
  { to, behind, signal, range }: Copying<EncodedAudioPacketSource> & { range: Omit<Range, 'first'> },
): Promise<void> {
  const decoderConfig = (await track.getDecoderConfig()) ?? undefined;
  const sink = new EncodedPacketSink(track);
  const first = (await sink.getPacket(range.from)) ?? (await sink.getFirstPacket());
  if (!first) return;
  for await (const packet of sink.packets(first)) {
    signal?.throwIfAborted();
    if (packet.timestamp >= range.until) break;
    if (packet.timestamp < range.from) continue;
    await to.add(packet.clone({ timestamp: packet.timestamp - range.from + behind }), { decoderConfig });
  }
}
