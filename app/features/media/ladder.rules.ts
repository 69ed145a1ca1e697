/**
 * Which sizes a film is made in, and what ffmpeg is told for each. Sizes go by the shorter side, so that a film held upright on a
 * phone has the same ladder as one that lies. Pieces are CMAF of four seconds (RFC 8216): the first picture waits for a whole
 * piece, and six seconds, as Apple's HLS authoring guide proposes, take a slow network half as long again.
 */

export interface Size {
  width: number;
  height: number;
}

/** One size that is to be made. */
export interface Step extends Size {
  name: string;
  /** The most that it may need, in kilobits per second. */
  mostKbps: number;
}

/** A stretch of the source that stays, in milliseconds. */
export interface Keep {
  fromMs: number;
  toMs: number;
}

const standing = [
  { side: 1080, mostKbps: 4500 },
  { side: 720, mostKbps: 2400 },
  { side: 360, mostKbps: 700 },
];
/** Where the next lower size would lose more than this, the film's own size is made as well. */
const OWN_SIZE_FROM = 1.25;
export const PIECE_SECONDS = 4;
const FASTEST = 30;
/** What is shown where there is only sound, and how often a second. Few: three hours of it, with all that is played, took six minutes on two cores. */
export const STILL: Size = { width: 640, height: 360 };
export const STILL_RATE = 5;
const STILL_COLOUR = '0x1f5c4d';

/** The ladder of a film, largest first, never larger than it is. A small film has one step: itself. */
export function ladderOf(film: Size): Step[] {
  const side = Math.min(film.width, film.height);
  const steps = standing.filter((step) => step.side <= side);
  const largest = steps[0];
  if (!largest || (largest.side < 1080 && side >= largest.side * OWN_SIZE_FROM))
    steps.unshift({ side: even(side), mostKbps: kbpsFor(side) });
  return steps.map((step) => ({
    ...sized(film, step.side),
    name: `${step.side}p`,
    mostKbps: step.mostKbps,
  }));
}

/** Between the standing sizes as many bits for a dot as at the next larger one. */
function kbpsFor(side: number): number {
  const larger = standing.findLast((step) => step.side >= side) ?? { side: 1080, mostKbps: 4500 };
  return Math.max(200, Math.round((larger.mostKbps * side * side) / (larger.side * larger.side)));
}

function sized({ width, height }: Size, side: number): Size {
  const scale = side / Math.min(width, height);
  return { width: even(width * scale), height: even(height * scale) };
}

/** H.264 with colours at half the size wants even numbers. */
function even(length: number): number {
  return Math.max(2, Math.round(length / 2) * 2);
}

/** One even rate for films that have none, as telephones and screen recorders write them; 30 at most. */
export function evenFrameRate(average: number): number {
  const usual = [10, 15, 24, 25, FASTEST];
  return usual.find((rate) => average <= rate + 0.1) ?? FASTEST;
}

const yuv = 'setsar=1,format=yuv420p';

interface Film {
  frameRate: number;
  hasSound: boolean;
}

/** `durationMs` counts what is kept. */
interface Source extends Film {
  hasPicture: boolean;
  durationMs: number;
}

interface Cut {
  step: Step;
  keeps: readonly Keep[] | null;
  film: Source;
}

/**
 * The words for a film that everybody plays: H.264 and AAC in an MP4 whose table of contents comes first. What is kept of the
 * source is cut to the frame; where there is only sound, a still picture goes with it.
 */
export function filmWords(source: string, { step, keeps, film }: Cut): string[] {
  const { inputs, graph } = cutGraph(source, { step, keeps, film });
  const sound = film.hasSound ? ['-map', '[a]', ...soundWords('stereo')] : [];
  return [
    ...inputs,
    ...['-filter_complex', graph, '-map', '[v]'],
    ...pictureWords(step, film.frameRate),
    ...sound,
    ...['-map_metadata', '-1', '-movflags', '+faststart', '-f', 'mp4', 'film.mp4'],
  ];
}

/** Each stretch is an input of its own, so that ffmpeg jumps over what is cut out and nothing is held in memory. */
function cutGraph(source: string, { step, keeps, film }: Cut): { inputs: string[]; graph: string } {
  const stretches = keeps ?? [null];
  const inputs = stretches.flatMap((keep) => [...(keep ? between(keep) : []), '-i', source]);
  const still = `color=c=${STILL_COLOUR}:s=${step.width}x${step.height}:r=${film.frameRate}:d=${film.durationMs / 1000}`;
  const picture = `fps=${film.frameRate},scale=${step.width}:${step.height},${yuv}`;
  const parts = stretches.flatMap((_, at) => [
    ...(film.hasPicture ? [`[${at}:V:0]${picture}[v${at}]`] : []),
    ...(film.hasSound
      ? [`[${at}:a:0]aresample=48000:async=1:first_pts=0,aformat=channel_layouts=stereo[a${at}]`]
      : []),
  ]);
  const names = stretches.map(
    (_, at) => `${film.hasPicture ? `[v${at}]` : ''}${film.hasSound ? `[a${at}]` : ''}`,
  );
  const counts = `n=${stretches.length}:v=${film.hasPicture ? 1 : 0}:a=${film.hasSound ? 1 : 0}`;
  const ends = `${film.hasPicture ? '[v]' : ''}${film.hasSound ? '[a]' : ''}`;
  const joined = `${names.join('')}concat=${counts}${ends}`;
  return { inputs, graph: [...parts, joined, ...(film.hasPicture ? [] : [`${still},${yuv}[v]`])].join(';') };
}

function between({ fromMs, toMs }: Keep): string[] {
  return ['-ss', String(fromMs / 1000), '-t', String((toMs - fromMs) / 1000)];
}

/** The words for one size in pieces: `index.m3u8`, `init.mp4`, `00000.m4s` … Where the film has that size already, it is copied. */
export function pieceWords(
  film: string,
  { step, facts, copy }: { step: Step; facts: Film; copy: boolean },
): string[] {
  const made = copy
    ? ['-c', 'copy']
    : [
        ...['-vf', `fps=${facts.frameRate},scale=${step.width}:${step.height},${yuv}`],
        ...pictureWords(step, facts.frameRate),
        ...soundWords('stereo'),
      ];
  return ['-i', film, '-map', '0:V:0', '-map', '0:a:0?', ...made, ...intoPieces];
}

/** The words for the sound alone: for a poor network, or for listening on the way. */
export function soundPieceWords(film: string): string[] {
  return ['-i', film, '-map', '0:a:0', '-vn', ...soundWords('mono'), ...intoPieces];
}

/** The words for the picture that stands for a film before it plays. */
export function posterWords(film: string, atMs: number): string[] {
  const scale = 'scale=min(1280\\,iw):-2';
  return ['-ss', String(atMs / 1000), '-i', film, '-frames:v', '1', '-vf', scale, '-q:v', '4', 'poster.jpg'];
}

const intoPieces = [
  ...['-map_metadata', '-1', '-f', 'hls', '-hls_time', String(PIECE_SECONDS), '-hls_playlist_type', 'vod'],
  ...['-hls_segment_type', 'fmp4', '-hls_fmp4_init_filename', 'init.mp4'],
  ...['-hls_flags', 'independent_segments', '-hls_segment_filename', '%05d.m4s', 'index.m3u8'],
];

/**
 * Quality first, with a ceiling: slides that stand still need a tenth of what moving pictures do. Every piece begins with a whole
 * picture, at the same times in every size, so that a player can change between them.
 */
function pictureWords(step: Step, frameRate: number): string[] {
  const small = Math.min(step.width, step.height) <= 360;
  return [
    ...[
      '-c:v',
      'libx264',
      '-preset',
      'veryfast',
      '-profile:v',
      small ? 'main' : 'high',
      '-pix_fmt',
      'yuv420p',
    ],
    ...['-crf', '23', '-maxrate', `${step.mostKbps}k`, '-bufsize', `${step.mostKbps * 2}k`],
    ...['-g', String(frameRate * PIECE_SECONDS), '-sc_threshold', '0', '-r', String(frameRate)],
    ...['-force_key_frames', `expr:gte(t,n_forced*${PIECE_SECONDS})`],
  ];
}

function soundWords(width: 'stereo' | 'mono'): string[] {
  const size = width === 'stereo' ? ['-ac', '2', '-b:a', '96k'] : ['-ac', '1', '-b:a', '48k'];
  return ['-c:a', 'aac', '-ar', '48000', ...size];
}
