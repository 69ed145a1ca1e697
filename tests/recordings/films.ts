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
  MP4,
  Mp4OutputFormat,
  Output,
} from 'mediabunny';

export const lectureFolder = fileURLToPath(new URL('../../content/recordings/sm04-1', import.meta.url));
const SECONDS = 2;

interface Film {
  video?: 'avc' | 'vp9';
  audio?: 'aac' | 'mp3';
}

/** A film of two seconds: pictures and sound of the project's own lecture, or made-up ones of another format. */
export async function aFilm({ video = 'avc', audio = 'aac' }: Film = {}): Promise<Buffer> {
  const lecture = new Input({
    source: new BufferSource(await readFile(`${lectureFolder}/lecture.mp4`)),
    formats: [MP4],
  });
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat(), target });
  const [pictures, sound] = [new EncodedVideoPacketSource(video), new EncodedAudioPacketSource(audio)];
  output.addVideoTrack(pictures);
  output.addAudioTrack(sound);
  await output.start();
  if (video === 'avc') await copyVideo(lecture, pictures);
  else {
    const decoderConfig = { codec: 'vp09.00.10.08', codedWidth: 320, codedHeight: 240 };
    for (let at = 0; at < SECONDS; at++) await pictures.add(packet(at), { decoderConfig });
  }
  if (audio === 'aac') await copyAudio(lecture, sound);
  else {
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
