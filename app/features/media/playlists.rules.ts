/** The list of a stream's sizes (RFC 8216 §4.3.4.2), written from what the pieces really weigh. */

export interface Variant {
  /** The folder that its list lies in. */
  name: string;
  /** Bits per second: at the most in any piece, and on the average. */
  bandwidth: number;
  averageBandwidth: number;
  /** As RFC 6381 names them: `avc1.64001f,mp4a.40.2`. */
  codecs: string;
  picture: { width: number; height: number; frameRate: number } | null;
}

export const SOUND_CODEC = 'mp4a.40.2';

/** How long each piece of a list lasts, in seconds, with its file. */
export function piecesOf(list: string): { file: string; seconds: number }[] {
  return [...list.matchAll(/#EXTINF:([\d.]+),[^\n]*\n([^#\n]+)/g)].map(([, seconds = '0', file = '']) => ({
    file: file.trim(),
    seconds: Number(seconds),
  }));
}

const SHORT_SECONDS = 1;

/** What a network must carry. A short piece at the end does not count for the peak: nobody waits for it. */
export function bandwidthOf(pieces: readonly { seconds: number; bytes: number }[]): {
  bandwidth: number;
  averageBandwidth: number;
} {
  const rate = ({ seconds, bytes }: { seconds: number; bytes: number }) =>
    (bytes * 8) / Math.max(seconds, 0.04);
  const long = pieces.filter(({ seconds }) => seconds >= SHORT_SECONDS);
  const total = pieces.reduce(
    (sum, { seconds, bytes }) => ({ seconds: sum.seconds + seconds, bytes: sum.bytes + bytes }),
    { seconds: 0, bytes: 0 },
  );
  const peak = Math.max(...(long.length > 0 ? long : pieces).map(rate), rate(total));
  return { bandwidth: Math.ceil(peak), averageBandwidth: Math.ceil(rate(total)) };
}

/** The name of an H.264 stream, from the description that stands in `init.mp4`; null where there is none. */
export function pictureCodec(init: Buffer): string | null {
  const at = init.indexOf('avcC');
  return at < 0 || at + 8 > init.length ? null : `avc1.${init.subarray(at + 5, at + 8).toString('hex')}`;
}

/** Smallest picture first, which is where old phones begin; the sound alone comes last. */
export function masterPlaylist(variants: readonly Variant[]): string {
  const [pictures, sounds] = [
    variants.filter(({ picture }) => picture),
    variants.filter(({ picture }) => !picture),
  ];
  const ordered = [...pictures.toSorted((a, b) => a.bandwidth - b.bandwidth), ...sounds];
  const lines = ordered.flatMap(({ name, bandwidth, averageBandwidth, codecs, picture }) => [
    [
      `#EXT-X-STREAM-INF:BANDWIDTH=${bandwidth}`,
      `AVERAGE-BANDWIDTH=${averageBandwidth}`,
      ...(picture
        ? [`RESOLUTION=${picture.width}x${picture.height}`, `FRAME-RATE=${picture.frameRate}.000`]
        : []),
      `CODECS="${codecs}"`,
    ].join(','),
    `${name}/index.m3u8`,
  ]);
  return ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS', ...lines, ''].join('\n');
}
