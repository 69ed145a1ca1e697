import { MOST_CHARACTERS } from './work.rules.ts';

/** Why nothing was written. */
export const workRefusals = {
  changed:
    '另一个页面刚保存过这份草稿，所以这次没有保存。刚写的还在框里；先看看下面已存的内容，再按一次就以框里的为准。',
  closed: '这一份已经交上去了，现在不能再改，所以这次没有保存。刚写的放在下面，需要的话先抄下来。',
  long: `文字太长了，最多 ${MOST_CHARACTERS} 字，所以没有保存。写的都还在框里，可以删短一些，或者把一部分放进文件里。`,
} as const;
