/** What is said of imports and their rows. */
import type { StatusTone } from '#app/ui/status.tsx';
import type { RowState } from './kinds.ts';
import type { ImportState } from './states.ts';

export const importStateWords: Readonly<Record<ImportState, { tone: StatusTone; words: string }>> = {
  matching: { tone: 'attention', words: '等你对列' },
  judging: { tone: 'progress', words: '正在看' },
  judged: { tone: 'attention', words: '等你确认' },
  confirming: { tone: 'progress', words: '正在收' },
  done: { tone: 'done', words: '办完了' },
};

const before: Readonly<Record<RowState, { tone: StatusTone; words: string }>> = {
  refused: { tone: 'attention', words: '要改' },
  new: { tone: 'progress', words: '会新增' },
  change: { tone: 'progress', words: '会改动' },
  same: { tone: 'closed', words: '已经有了' },
  ended: { tone: 'attention', words: '已经结束' },
};

const after: typeof before = {
  ...before,
  refused: { tone: 'attention', words: '没有收' },
  new: { tone: 'done', words: '新增了' },
  change: { tone: 'done', words: '改了' },
};

/** The order in which staff need them. */
export const rowStates: readonly RowState[] = ['refused', 'new', 'change', 'ended', 'same'];

/** How a row stands: before it is confirmed, and once its part was taken. */
export function rowStateWords(state: RowState, taken: boolean): { tone: StatusTone; words: string } {
  return (taken ? after : before)[state];
}

/** What was going to happen, once it has happened. */
export function saidOfDone(words: string): string {
  return words.replace(/(^|[，。；：）])(.{0,40}?)会(新登记|新建|加一个|收进|排|提出|从|在)/gu, '$1$2已经$3');
}
