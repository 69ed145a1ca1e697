/** How an adjustment is spoken of. Source: look.md, "Words". */
import { formatHundredths } from '#app/lib/hundredths.ts';
import type { StatusTone } from '#app/ui/status.tsx';
import { kindOf } from './adjustment-kinds.rules.ts';

export const stateWords = {
  open: { tone: 'attention', words: '等着核对' },
  confirmed: { tone: 'done', words: '已记入' },
  declined: { tone: 'closed', words: '没有同意' },
  withdrawn: { tone: 'closed', words: '已撤回' },
} as const satisfies Record<string, { tone: StatusTone; words: string }>;

/** `补记 2 学分`, `收回 0.5 学分`, `补差 1 学分`. */
export function sumWords({
  entry,
  kind,
  amount,
}: {
  entry: object | null;
  kind: string;
  amount: number;
}): string {
  return `${entry ? moveWords(kind) : '补记'} ${formatHundredths(amount)} 学分`;
}

/** Which way a correction of an entry goes. */
export function moveWords(kind: string): string {
  return kindOf(kind)?.mode === 'more' ? '补差' : '收回';
}

/** The label of a kind, also of one that is no longer offered. */
export function kindLabel(kind: string): string {
  return kindOf(kind)?.label ?? kind;
}

/** What was just done, by the word in the address. */
export const doneWords: Record<string, string> = {
  proposed: '已经提出，等另一个人核对。核对以前不会记入。',
  confirmed: '已经记入流水，本人收到了通知。',
  declined: '已经写明不同意，提出的人收到了通知。',
  withdrawn: '已经撤回，什么都没有记。',
};

/** People found by a name; who looks for one of more writes more of it. */
export const MOST_FOUND = 20;
