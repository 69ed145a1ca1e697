/** The work on a film: it waits, somebody has it in hand, it is done, or given up with a reason. */
export type ProcessingState = 'waiting' | 'running' | 'done' | 'failed';

/** What of it is being done: looking, making a film that everybody plays, a size by its name, sound alone, picture for the list. */
export type ProcessingStep = 'look' | 'film' | 'sound' | 'poster' | 'end' | `${number}p`;

/** Tries that went wrong before a film is given up. */
export const MOST_TRIES = 3;
/** Workers that took a film in hand and never came back, before it is thought to be what kills them. Starts anew with each part that is done. */
export const MOST_LOST_WORKERS = 20;
/** For how long a worker has a film in hand without being heard of. */
export const HOLD_SECONDS = 60;
/** Where some machine may have ffmpeg, one without leaves it this head start, after a film comes and after it begins itself. */
export const HEAD_START_SECONDS = 30;
/** For how long films are left to a worker with ffmpeg that was heard of: it may be restarted, or its machine. */
export const HEARD_SECONDS = 600;

/** Seconds before a film is tried again: half a minute, two minutes. */
export function waitSecondsAfterTry(tries: number): number {
  return 30 * 4 ** Math.max(0, tries - 1);
}

/** What each part takes of the whole; pictures by how many dots they have. */
export function shareOf(parts: readonly { weight: number }[], at: number, fraction: number): number {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  const before = parts.slice(0, at).reduce((sum, { weight }) => sum + weight, 0);
  const share = (before + (parts[at]?.weight ?? 0) * Math.min(1, Math.max(0, fraction))) / (total || 1);
  return Math.min(99, Math.floor(share * 100));
}

/** For whoever waits while nobody is at it: the worker was killed, or its machine. */
export const lostWords = '处理它的程序没有动静了，过一会儿会接着做，做好的部分不用重做';

/** What is done, in words for whoever waits. */
export function stepWords(step: ProcessingStep | null): string {
  switch (step) {
    case 'film':
      return '正在转成手机都能放的格式';
    case 'sound':
      return '正在做只听声音的版本';
    case 'poster':
      return '正在截封面';
    case 'end':
      return '正在收尾';
    case 'look':
    case null:
      return '正在读取视频';
    default:
      return `正在做 ${step} 清晰度`;
  }
}

export type ProcessingTrouble =
  | 'damaged'
  | 'no-ffmpeg'
  | 'not-cut'
  | 'no-space'
  | 'store-gone'
  | 'lost'
  | 'unknown';

/** Why a film could not be made ready, and what to do. */
export const troubleWords: Record<ProcessingTrouble, string> = {
  damaged: '这个视频里面有损坏，读到一半读不下去。请在电脑上从头播放到最后看看，重新导出一次，再上传。',
  'no-ffmpeg':
    '这个视频要先转换格式。学院的服务器现在没有装转换用的程序（ffmpeg），或者装了的那台一直没有开。请告诉系统管理员看一看，再点“再处理一次”；或者自己导出成 MP4（H.264 画面、AAC 声音）重新上传。',
  'not-cut':
    '学院的服务器没有装剪辑用的程序（ffmpeg），只能剪在完整画面上；要剪的地方太短，一处也没有剪动。视频没有变，要剪的都还在里面。请系统管理员装上，再点“再剪一次”；或者放弃这次剪辑，多剪几秒试试。',
  'no-space': '学院存放文件的地方满了，没有做完。请告诉系统管理员腾出空间，再点“再处理一次”。',
  'store-gone': '存放文件的地方打不开，没有做完。请过一会儿点“再处理一次”；如果一直这样，请告诉系统管理员。',
  lost: '处理这个视频的程序几次都中途停了，没有做完。请告诉系统管理员看一看，再点“再处理一次”。',
  unknown: '处理的时候出了意外，试了几次都没有做完。请点“再处理一次”；如果还是这样，请告诉系统管理员。',
};
