/** What a learner is told of making up a missed meeting. Source: domain model §6.4 and the look's words: what, why, what to do. */
import type { MakeUpRefusal } from '#app/features/attendance/make-up.rules.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { formatMoment } from '#app/lib/time.ts';

interface Allowance {
  meetings: number;
  most: number;
  left: number;
  maxPercent: number;
  deadline: string;
  over: boolean;
}

/** How many, and until when. */
export function allowanceWords({ meetings, most, left, maxPercent, deadline, over }: Allowance): string {
  if (maxPercent === 0)
    return '这个班不补课：选课时定下的学分规则没有给补课的次数。缺了课想知道怎么办，可以问班主任或者教务。';
  if (most === 0) return `这个班共 ${meetings} 次课，补课最多占 ${maxPercent}%，不到一次，所以不能补。`;
  if (over) return `补课在 ${formatMoment(deadline)} 截止了。`;
  const rest = left === 0 ? '名额用完了' : left === most ? '一次还没补' : `还能补 ${left} 次`;
  return `这个班共 ${meetings} 次课，最多补 ${most} 次（不超过 ${maxPercent}%），${rest}。${formatMoment(deadline)} 前补完才算。`;
}

/** What a made-up meeting is worth. */
export function worthWords(makeUpPercent: number): string {
  return `看完那一次的录播，再通过小测，就算到课。靠补课才够到课次数的，补的那几次学分按 ${formatHundredths(makeUpPercent)} 倍记；到课本来就够的，不打折。`;
}

const refusals: Record<MakeUpRefusal | 'not-under-way', string> = {
  'not-under-way': '这一次没有在补，或者已经补完了。',
  'no-rule': '选课时的学分规则里没有补课。想知道怎么办，可以问教务。',
  completed: '已经结业，不用补了。',
  enough: '到课次数已经够了，不用补。',
  'not-missed': '这一次不是缺课，不用补。',
  over: '补课的时间过了。有特殊情况，请和班主任说。',
  'no-recording': '这一次的录播还没有发布。发布以后再来，或者问问老师。',
  'no-quiz': '这一次还没有配小测，暂时不能补。可以提醒老师配上。',
  'asked-anyway': '这一次的录播或小测，结业本来就要看、要考，不能再算一次补课。请问问老师有没有别的。',
  'no-places': '这个班没有补课的名额，这一次不能补。',
  'too-many': '能补的次数用完了。没补完的可以放弃，换成这一次。',
};

/** Why a meeting cannot be made up, or that not be given up, and what to do. */
export function refusalWords(reason: keyof typeof refusals): string {
  return refusals[reason];
}
