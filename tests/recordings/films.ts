import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import {
  BufferSource,
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  MkvOutputFormat,
  MovOutputFormat,
  MP4,
  Mp4OutputFormat,
  Output,
} from 'mediabunny';

export const lectureFolder = fileURLToPath(new URL('../../content/recordings/sm04-1', import.meta.url));
const SECONDS = 2;

interface Film {
  video?: 'avc' | 'vp9' | 'hevc' | 'none';
  audio?: 'aac' | 'mp3' | 'none';
  container?: keyof typeof containers;
  /** How far the pictures are to be turned, clockwise. */
  turned?: 0 | 90;
}

const containers = {
  mp4: () => new Mp4OutputFormat(),
  mov: () => new MovOutputFormat(),
  mkv: () => new MkvOutputFormat(),
};

/** What a decoder would be told of made-up pictures. */
const madeUp = {
  vp9: { codec: 'vp09.00.10.08' },
  hevc: { codec: 'hev1.1.6.L93.B0', description: Uint8Array.of(1, 1, 96, ...new Array(20).fill(0)) },
};

/** A film of two seconds: pictures and sound of the project's own lecture, or made-up ones of another format. */
export async function aFilm({
  video = 'avc',
  audio = 'aac',
  container = 'mp4',
  turned = 0,
}: Film = {}): Promise<Buffer> {
  const lecture = new Input({
    source: new BufferSource(await readFile(`${lectureFolder}/lecture.mp4`)),
    formats: [MP4],
  });
  const target = new BufferTarget();
  const output = new Output({ format: containers[container](), target });
  const pictures = video === 'none' ? null : new EncodedVideoPacketSource(video);
  const sound = audio === 'none' ? null : new EncodedAudioPacketSource(audio);
  if (pictures) output.addVideoTrack(pictures, { rotation: turned });
  if (sound) output.addAudioTrack(sound);
  await output.start();
  if (pictures && video === 'avc') await copyVideo(lecture, pictures);
  else if (pictures && video !== 'none' && video !== 'avc') {
    const decoderConfig = { ...madeUp[video], codedWidth: 320, codedHeight: 240 };
    for (let at = 0; at < SECONDS; at++) await pictures.add(packet(at), { decoderConfig });
  }
  if (sound && audio === 'aac') await copyAudio(lecture, sound);
  else if (sound) {
    const decoderConfig = { codec: 'mp3', numberOfChannels: 1, sampleRate: 44_100 };
    for (let at = 0; at < SECONDS; at++) await sound.add(packet(at), { decoderConfig });
  }
  await output.finalize();
  if (!target.buffer) throw new Error('the film was not written');
  return Buffer.from(target.buffer);
}

function packet(seconds: number): EncodedPacket {
  return new EncodedPacket(new Uint8Array(100).fill(7), 'key', seconds, 1);
}

async function copyVideo(lecture: Input, to: EncodedVideoPacketSource): Promise<void> {
  const track = await lecture.getPrimaryVideoTrack();
  if (!track) throw new Error('the lecture has no picture');
  const decoderConfig = await track.getDecoderConfig();
  for await (const one of new EncodedPacketSink(track).packets()) {
    if (one.timestamp > SECONDS) break;
    await to.add(one, { decoderConfig: decoderConfig ?? undefined });
  }
}

async function copyAudio(lecture: Input, to: EncodedAudioPacketSource): Promise<void> {
  const track = await lecture.getPrimaryAudioTrack();
  if (!track) throw new Error('the lecture has no sound');
  const decoderConfig = await track.getDecoderConfig();
  for await (const one of new EncodedPacketSink(track).packets()) {
    if (one.timestamp > SECONDS) break;
    await to.add(one, { decoderConfig: decoderConfig ?? undefined });
  }
}
