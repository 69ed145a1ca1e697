import type { NewNotice } from '#app/features/notices/notices.server.ts';
import { type FrozenInputs, statementNumber } from './frozen.rules.ts';
import { confirmUntilWords } from './steps.rules.ts';

/** That a draft waits for its owner. `confirmUntil` an instant. */
export function draftNotice(
  { year, person }: FrozenInputs,
  { confirmUntil, now }: { confirmUntil: string | null; now: Date },
): NewNotice {
  return {
    personId: person.id,
    kind: 'statement-draft',
    title: `请核对你的 ${year} 年度学分情况表`,
    body: `没有问题就点“确认”，有不对的地方写下来交给教务。${confirmUntil ? `截止 ${confirmUntilWords(confirmUntil)}，` : ''}到时没有回应的记为“未确认”，不当作同意。`,
    link: `/me/statements/${year}`,
    now,
  };
}

/** That the statement is frozen: the first time, or as a later revision. */
export function closedNotice(
  { inputs, number, revision }: { inputs: FrozenInputs; number: number; revision: number },
  now: Date,
): NewNotice {
  const { year, person } = inputs;
  const again = revision > 1;
  return {
    personId: person.id,
    kind: 'statement-closed',
    title: again ? `你的 ${year} 年度学分情况表有了第 ${revision} 版` : `${year} 年度学分已经结账`,
    body: `情况表编号 ${statementNumber(year, number, revision)}，可以打印，也可以凭校验码核验。${again ? '上一版保留，注明已被取代。' : '以后新记的学分不改变它。'}`,
    link: `/me/statements/${year}`,
    now,
  };
}

/** That a statement holds no more, since its owner has no sheet in the year. */
export function withdrawnNotice(
  {
    personId,
    year,
    number,
    revision,
    reason,
  }: { personId: string; year: number; number: number; revision: number; reason: string },
  now: Date,
): NewNotice {
  return {
    personId,
    kind: 'statement-withdrawn',
    title: `你的 ${year} 年度学分情况表已作废`,
    body: `编号 ${statementNumber(year, number, revision)}。${withdrawnWords(reason)}有不同意见可以向教务提出。`,
    link: `/me/statements/${year}`,
    now,
  };
}

/** Why it holds no more, for its owner or for whoever reads it. */
export function withdrawnWords(reason: string, whose: '你' | '本人' = '你'): string {
  return `重新结账时，这一年里没有登记${whose}的身份，也没有学分记录，所以这张表作废。重新结账的理由：${reason.replace(/[。.；;，,\s]+$/, '')}。`;
}

/** That an objection has an answer. `isOpen`: before the deadline, so that something else can still be said. */
export function replyNotice(told: { personId: string; year: number; isOpen: boolean; now: Date }): NewNotice {
  return {
    personId: told.personId,
    kind: 'statement-reply',
    title: `你对 ${told.year} 年度学分情况表的意见有了答复`,
    body: told.isOpen
      ? '打开情况表看答复。截止以前还可以确认，或者再写一次意见。'
      : '打开情况表看答复。确认的期限已经过了，意见和答复都会写在表上。',
    link: `/me/statements/${told.year}`,
    now: told.now,
  };
}
