/** What comes next of a declaration, and by when: said to whoever declared, on every page about it. */
import { workingDaysAfter } from '#app/features/timetable/working-days.rules.ts';
import { dayOf, formatDate } from '#app/lib/time.ts';
import { policy } from './declarable.rules.ts';
import type { DeclarationState } from './states.rules.ts';

interface Situation {
  state: DeclarationState;
  sentAt: string | null;
  /** When it last moved. */
  movedAt: string | null;
  publicUntil: string | null;
}

/** A day so many working days after an instant, and the years on the way of which no holidays are known. */
export function dueAfter(instant: string, workingDays: number) {
  return workingDaysAfter(dayOf(instant), workingDays);
}

/** What happens next. */
export function nextWords({ state, sentAt, movedAt, publicUntil }: Situation): string {
  switch (state) {
    case 'draft':
      return '这是草稿，只有你自己看得到。写好以后提交，才会有人审核。';
    case 'waiting':
      return `学分审核员会在 ${by(movedAt ?? sentAt, policy.reviewWithinWorkingDays)}前给出结果。没有结果以前，可以撤回。`;
    case 'returned':
      return '请照审核员的话补好，再提交一次。不想申报了，也可以撤回。';
    case 'publicity':
      return `公示到${publicUntil ? ` ${formatDate(publicUntil)}` : '期满'}，没有异议，第二天自动计入学分。`;
    case 'objected':
      return `有人提出异议，审核员会在 ${by(movedAt, policy.objectionWithinWorkingDays)}前核实。处理以前先不计入。`;
    case 'posted':
      return '已经记进学分流水，可以点开看怎么算的。';
    case 'refused':
      return '没有认定。有不同意见，可以在期限内申诉，由另一位复核员处理。';
    case 'withdrawn':
      return '已经撤回。同样的内容可以重新申报。';
  }
}

function by(instant: string | null, workingDays: number): string {
  return instant ? formatDate(dueAfter(instant, workingDays).day) : `${workingDays} 个工作日`;
}
