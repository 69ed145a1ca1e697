import { parentPort, workerData } from 'node:worker_threads';
import {
  Conversion,
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
import type { Span } from './cuts.rules.ts';

/** Copies films on a thread of its own: see `copyFilm`. */
export interface CopyTask {
  path: string;
  target: string;
  /** What stays, in order; null: all. */
  keeps: readonly Span[] | null;
}

/** More pictures than any encoder moves in time. */
const MOST_MOVED = 32;

void copy(workerData as CopyTask).then((shown) => parentPort?.postMessage(shown));

/** What of the film is shown by the copy; empty where all was taken over. Throws what stands in the way. */
async function copy({ path, target, keeps }: CopyTask): Promise<Span[]> {
  const input = new Input({ source: new FilePathSource(path), formats: [MP4, QTFF, MATROSKA, WEBM] });
  try {
    const output = new Output({
      format: new Mp4OutputFormat({ fastStart: false }),
      target: new FilePathTarget(target),
    });
    if (keeps) return await copyRanges(input, { output, keeps });
    await copyAll(input, output);
    return [];
  } finally {
    input.dispose();
  }
}

async function copyAll(input: Input, output: Output): Promise<void> {
  const conversion = await Conversion.init({ input, output, showWarnings: false });
  const lost = conversion.discardedTracks.some(({ track }) => track.isVideoTrack() || track.isAudioTrack());
  if (!conversion.isValid || lost) throw new Error('a track cannot be taken over as it is');
  await conversion.execute();
}

async function copyRanges(
  input: Input,
  { output, keeps }: { output: Output; keeps: readonly Span[] },
): Promise<Span[]> {
  const video = await input.getPrimaryVideoTrack();
  if (!video?.codec) throw new Error('there are no pictures to cut');
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
      const endsAt = await copyPictures(video, { to: pictures, range, behind });
      const real = { from: range.from, until: endsAt };
      for (const { track, to } of sounds) await copySound(track, { to, range: real, behind });
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
}

/**
 * Copies the pictures of a range, in the order in which they are decoded, and returns when the last of them ends. Pictures behind the
 * end that earlier ones are made from come along; those before the first whole one are made from what is cut out and go.
 */
async function copyPictures(
  track: InputVideoTrack,
  { to, behind, range }: Copying<EncodedVideoPacketSource> & { range: Range },
): Promise<number> {
  const decoderConfig = (await track.getDecoderConfig()) ?? undefined;
  let ends = range.from;
  let moved: EncodedPacket[] = [];
  for await (const packet of new EncodedPacketSink(track).packets(range.first)) {
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
  { to, behind, range }: Copying<EncodedAudioPacketSource> & { range: Omit<Range, 'first'> },
): Promise<void> {
  const decoderConfig = (await track.getDecoderConfig()) ?? undefined;
  const sink = new EncodedPacketSink(track);
  const first = (await sink.getPacket(range.from)) ?? (await sink.getFirstPacket());
  if (!first) return;
  for await (const packet of sink.packets(first)) {
    if (packet.timestamp >= range.until) break;
    if (packet.timestamp < range.from) continue;
    await to.add(packet.clone({ timestamp: packet.timestamp - range.from + behind }), { decoderConfig });
  }
}
