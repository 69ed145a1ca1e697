import { tmpdir } from 'node:os';
import { z } from 'zod';
import { probe, runFfmpeg } from './ffmpeg.server.ts';

/** What is in a film, with its picture as it is shown: turned upright and with square dots. */
export interface FilmFacts {
  durationMs: number;
  /** Null where there is only sound. */
  picture: { width: number; height: number; frameRate: number } | null;
  hasSound: boolean;
}

const stream = z.object({
  codec_type: z.string(),
  codec_name: z.string().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  sample_aspect_ratio: z.string().optional(),
  avg_frame_rate: z.string().optional(),
  duration: z.coerce.number().optional(),
  disposition: z.object({ attached_pic: z.number().optional() }).optional(),
  side_data_list: z.array(z.object({ rotation: z.number().optional() })).optional(),
  tags: z.object({ rotate: z.coerce.number().optional() }).optional(),
});
const probed = z.object({
  streams: z.array(stream),
  format: z.object({ duration: z.coerce.number().optional() }),
});
type Stream = z.output<typeof stream>;

/** Looks into a film with ffprobe. Throws `FfmpegFailed` where it cannot be read, or a zod error where nothing sensible is said. */
export async function filmFacts(path: string): Promise<FilmFacts> {
  const { streams, format } = probed.parse(await probe(path));
  // The picture on the cover of a song is no film.
  const video = streams.find((one) => one.codec_type === 'video' && one.disposition?.attached_pic !== 1);
  const hasSound = streams.some(({ codec_type, codec_name }) => codec_type === 'audio' && codec_name);
  const said = format.duration ?? Math.max(0, ...streams.map(({ duration }) => duration ?? 0));
  const durationMs = Math.round(said > 0 ? said * 1000 : await playedThrough(path));
  return { durationMs, picture: video ? pictureOf(video) : null, hasSound };
}

function pictureOf(video: Stream): NonNullable<FilmFacts['picture']> | null {
  const { width = 0, height = 0 } = video;
  if (!video.codec_name || width < 2 || height < 2) return null;
  const shown = { width: Math.round(width * ratioOf(video.sample_aspect_ratio, ':')), height };
  const turn = video.side_data_list?.find(({ rotation }) => rotation)?.rotation ?? video.tags?.rotate ?? 0;
  const lies = Math.abs(Math.round(turn / 90)) % 2 === 1;
  const upright = lies ? { width: shown.height, height: shown.width } : shown;
  return { ...upright, frameRate: ratioOf(video.avg_frame_rate, '/') };
}

/** `30000/1001` or `4:3` as a number; 1 where it says nothing. */
function ratioOf(words: string | undefined, between: string): number {
  const [above = 0, below = 0] = (words ?? '').split(between).map(Number);
  return above > 0 && below > 0 ? above / below : 1;
}

/** The length of a film that does not say it, as browsers write them while they record: it is read to its end. */
async function playedThrough(path: string): Promise<number> {
  let lengthMs = 0;
  await runFfmpeg({
    words: ['-i', path, '-map', '0:v?', '-map', '0:a?', '-c', 'copy', '-f', 'null', '-'],
    folder: tmpdir(),
    signal: AbortSignal.timeout(10 * 60_000),
    heard: (madeMs) => {
      lengthMs = madeMs;
    },
  });
  return lengthMs;
}
