import type { StatusTone } from '#app/ui/status.tsx';
import type { Deed } from './deeds.server.ts';

/** What became of a deed, in words: disputed, still in force, or over. */
export function deedStanding({ action, standing, dispute }: Pick<Deed, 'action' | 'standing' | 'dispute'>): {
  tone: StatusTone;
  words: string;
} {
  if (dispute?.open) return { tone: 'attention', words: '本人说没有同意' };
  if (dispute) return { tone: 'closed', words: '有过异议，已处理' };
  return standing ? inForce[standing] : { tone: 'closed', words: overWords[action] };
}

const inForce: Record<NonNullable<Deed['standing']>, { tone: StatusTone; words: string }> = {
  enrolled: { tone: 'progress', words: '在班里' },
  waiting: { tone: 'neutral', words: '在候补' },
  applied: { tone: 'progress', words: '已报名' },
  fixed: { tone: 'progress', words: '参加摇号' },
};

/** Of what no longer holds; what was to end something has simply been done. */
const overWords: Record<Deed['action'], string> = {
  enrol: '已不在班里',
  accept: '已不在班里',
  wait: '候补已结束',
  withdraw: '办完了',
  'leave-line': '办完了',
  decline: '办完了',
  apply: '已撤回，或者改过了',
  'take-back': '办完了',
};
