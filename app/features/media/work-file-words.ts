import type { IncomingWork } from './incoming-work.server.ts';
import { MOST_FILES } from './work-files.rules.ts';

type Refused = IncomingWork['refused'][number]['reason'];

/** Why a file was not taken, and what to do. */
export const fileRefusals: Record<Refused | 'broken-off', string> = {
  'wrong-type': '不是能收的文件。可以传照片（JPG、PNG、WebP）、PDF、Word、PPT、Excel 或纯文字文件。',
  'too-large': '超过 20 MB，没有收下。照片可以先压缩，文件可以分成几份。',
  'too-many': `一份最多附 ${MOST_FILES} 个文件，这个没有收下。可以先去掉一个，再加。`,
  'no-space': '没有收下：学院存放文件的地方满了。请告诉老师或教务，过后再传。',
  'store-gone': '没有收下：存放文件的地方现在打不开。请过一会儿再传一次。',
  'broken-off': '文件传到一半断了，没有收下。请检查网络，再传一次。',
};

/** Every file of a form that was not taken, named, in whole sentences. */
export function refusedFileWords({
  refused,
  brokeOff,
}: Pick<IncomingWork, 'refused' | 'brokeOff'>): string[] {
  const words = refused.map(({ name, reason }) => `“${name}”${fileRefusals[reason]}`);
  return brokeOff ? [...words, fileRefusals['broken-off']] : words;
}
