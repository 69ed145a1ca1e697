import type { FileRefusal } from '#app/features/media/files.server.ts';
import { MOST_OPEN_UPLOADS } from '#app/features/media/uploads.rules.ts';

/** Why a video cannot be taken. `found` names the format that was in it. */
export type VideoProblem =
  | { reason: 'not-a-video' | 'cut-off' | 'damaged' | 'no-picture' | 'video-profile' | 'empty' }
  | { reason: 'video-codec' | 'audio-codec'; found: string | null }
  | { reason: 'container'; found: string };

const exportAdvice = '用剪映、必剪等软件重新导出一次：格式选 MP4，编码选 H.264，声音选 AAC，再传上来。';
const phoneAdvice =
  '以后用苹果手机录，先在“设置”里打开“相机”“格式”，选“兼容性最佳”；安卓手机在相机设置里关掉“高效视频”。';
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
      return `这个文件不是视频，没有收下。请看看是不是选错了文件；是视频的话，请${exportAdvice}`;
    case 'container':
      return `这是 ${problem.found} 格式的视频，手机放不出来，没有收下。请${exportAdvice}`;
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
      return `这个视频的画面是 ${nameOf(problem.found)} 编码，很多手机和电脑放不出来，没有收下。请${exportAdvice}${problem.found === 'hevc' ? phoneAdvice : ''}`;
    case 'audio-codec':
      return `这个视频的声音是 ${nameOf(problem.found)} 编码，很多手机放不出声音，没有收下。请${exportAdvice}`;
  }
}

const refusals: Record<FileRefusal, string> = {
  'wrong-type': '这个文件的内容和要求的格式不一样，没有收下。请检查是不是选错了文件。',
  'too-large':
    '这个文件太大，没有收下。视频最多 20 GB（浏览器不能分段上传时最多 2 GB），字幕最多 1 MB。请导出时选小一些的清晰度，或者分成两讲。',
  'no-space': '学院存放文件的地方满了，这次没有收下。请告诉系统管理员腾出空间，再传一次。',
  'store-gone': '存放文件的地方现在打不开，这次没有收下。请过一会儿再试；如果一直这样，请告诉系统管理员。',
};

/** Why the store did not take a file. */
export function refusalWords(reason: FileRefusal): string {
  return refusals[reason];
}

/** Why an upload cannot be begun. */
export function beginningWords(reason: FileRefusal | 'empty' | 'too-many'): string {
  if (reason === 'empty') return '这个文件是空的，没有收下。请看看是不是选错了文件。';
  if (reason === 'too-many')
    return `已经有 ${MOST_OPEN_UPLOADS} 个视频没有传完，不能再开一个。请先把它们传完，或者在“没有传完的视频”里放弃一个。`;
  return refusalWords(reason);
}

/** Why a piece of an upload was not taken, by the status that the protocol gives it. */
export function piecesWords(status: number): string {
  switch (status) {
    case 404:
    case 410:
      return '没有找到这次上传，可能已经传完、放弃或者过期。请刷新这一页，再传一次。';
    case 409:
    case 423:
      return '这个视频正在另一个窗口里上传。请只留一个窗口，再点“继续上传”。';
    case 507:
      return refusalWords('no-space');
    case 503:
      return refusalWords('store-gone');
    default:
      return '这一段没有传完。请检查网络，再点“继续上传”。';
  }
}

/** What can be wrong with an upload once it has come to its end. */
export const arrivalWords = {
  gone: '没有找到传上来的视频，可能已经过期。请再传一次。',
  incomplete: '这个视频还没有传完。请再选一次同一个文件，接着传。',
  changed: '传到学院的视频和电脑上的不一样，没有收下。可能是传的时候文件改动过，请再传一次。',
};

function nameOf(codec: string | null): string {
  return codec ? (codecNames[codec] ?? codec.toUpperCase()) : '不认识的';
}
