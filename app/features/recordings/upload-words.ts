import type { FileRefusal } from '#app/features/media/files.server.ts';

/** Why a video cannot be taken. `found` names the format that was in it. */
export type VideoProblem =
  | { reason: 'not-a-video' | 'quicktime' | 'cut-off' | 'damaged' | 'no-picture' | 'video-profile' | 'empty' }
  | { reason: 'video-codec' | 'audio-codec'; found: string | null };

const exportAdvice = '用剪映、必剪等软件重新导出一次：格式选 MP4，编码选 H.264，声音选 AAC，再传上来。';
const codecNames: Record<string, string> = {
  hevc: 'H.265（HEVC）',
  vp8: 'VP8',
  vp9: 'VP9',
  av1: 'AV1',
  mp3: 'MP3',
  opus: 'Opus',
  vorbis: 'Vorbis',
  ac3: 'AC-3',
  eac3: 'E-AC-3',
};

/** What is wrong with a video and what to do about it. */
export function videoProblemWords(problem: VideoProblem): string {
  switch (problem.reason) {
    case 'not-a-video':
      return `这个文件不是 MP4 视频，没有收下。请${exportAdvice}`;
    case 'quicktime':
      return `这是苹果的 MOV 格式，不少安卓手机放不出来，没有收下。请${exportAdvice}`;
    case 'cut-off':
      return '这个视频不完整，后面缺了一截，没有收下。多半是没有导出完，或者复制时断了。请在电脑上从头播放到最后，看看是不是完整，再传一次。';
    case 'damaged':
      return `这个视频里面有损坏，读不出来，没有收下。请${exportAdvice}`;
    case 'no-picture':
      return '这个文件里只有声音，没有画面，没有收下。请选有画面的视频。';
    case 'empty':
      return '这个视频不到 1 秒，没有收下。请看看是不是选错了文件。';
    case 'video-profile':
      return `这个视频的画面格式太新，很多手机放不出来，没有收下。请${exportAdvice}`;
    case 'video-codec':
      return `这个视频的画面是 ${nameOf(problem.found)} 编码，很多手机和电脑放不出来，没有收下。请${exportAdvice}`;
    case 'audio-codec':
      return `这个视频的声音是 ${nameOf(problem.found)} 编码，很多手机放不出声音，没有收下。请${exportAdvice}`;
  }
}

const refusals: Record<FileRefusal, string> = {
  'wrong-type': '这个文件的内容和要求的格式不一样，没有收下。请检查是不是选错了文件。',
  'too-large':
    '这个文件太大，没有收下。视频最多 2 GB，字幕最多 1 MB。请导出时选小一些的清晰度，或者分成两讲。',
  'no-space': '学院存放文件的地方满了，这次没有收下。请告诉系统管理员腾出空间，再传一次。',
  'store-gone': '存放文件的地方现在打不开，这次没有收下。请过一会儿再试；如果一直这样，请告诉系统管理员。',
};

/** Why the store did not take a file. */
export function refusalWords(reason: FileRefusal): string {
  return refusals[reason];
}

function nameOf(codec: string | null): string {
  return codec ? (codecNames[codec] ?? codec.toUpperCase()) : '不认识的';
}
