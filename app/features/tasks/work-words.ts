import type { FileRefusal } from '#app/features/media/files.server.ts';
import { MOST_CHARACTERS, MOST_FILES } from './work.rules.ts';

/** Why a file was not taken; the text beside it is kept. */
export const fileRefusals: Record<FileRefusal | 'too-many' | 'broken-off', string> = {
  'wrong-type': '不是能收的文件。可以传照片（JPG、PNG、WebP）、PDF、Word、PPT、Excel 或纯文字文件。',
  'too-large': '超过 20 MB，没有收下。照片可以先压缩，文件可以分成几份。',
  'too-many': `一份最多附 ${MOST_FILES} 个文件，这个没有收下。可以先去掉一个，再加。`,
  'no-space': '没有收下：学院存放文件的地方满了。请告诉老师或教务，过后再传。',
  'store-gone': '没有收下：存放文件的地方现在打不开。请过一会儿再传一次。',
  'broken-off': '文件传到一半断了，没有收下。请检查网络，再传一次。',
};

/** Why nothing was written. */
export const workRefusals = {
  changed:
    '另一个页面刚保存过这份草稿，所以这次没有保存。刚写的还在框里；先看看下面已存的内容，再按一次就以框里的为准。',
  closed: '这一份已经交上去了，现在不能再改，所以这次没有保存。刚写的放在下面，需要的话先抄下来。',
  long: `文字太长了，最多 ${MOST_CHARACTERS} 字，所以没有保存。写的都还在框里，可以删短一些，或者把一部分放进文件里。`,
} as const;

/** `1.2 MB`, `340 KB`. */
export function sizeWords(bytes: number): string {
  const KB = 1024;
  return bytes < KB * KB ? `${Math.max(1, Math.round(bytes / KB))} KB` : `${(bytes / KB / KB).toFixed(1)} MB`;
}
