import { LEAST_DAYS, MOST_DAYS } from './steps.rules.ts';

/** Why something about closing a year is not done, and what to do instead. */
export const refusalWords = {
  nobody: '这件事要由人来做，请用自己的账号登录。',
  'not-over': '这一年还没有结束，结束以后再结账。',
  running: '正在统计，请稍后刷新看结果。',
  locked: '这一年已经锁定，不再统计。',
  'no-preview': '请先统计一次，看过人数和结果，再请大家核对。',
  'too-soon': `至少要给大家留 ${LEAST_DAYS} 天，请把截止日期往后改。`,
  'too-late': `最多留 ${MOST_DAYS} 天，请把截止日期往前改。`,
  already: '这一步已经办过了，刷新页面看现在的情况。',
  'not-found': '没有找到，可能地址不对。',
  confirming: '还在核对期里，截止以后再锁定。',
  'being-shown': '正在通知大家核对，通知完再锁定。',
  own: '自己的情况表要由别人来办。',
  'not-frozen': '还没有结账，不用重开。',
  waiting: '已经有一个重开申请在等另一位同意。',
  'same-person': '申请人不能自己同意，请另一位教务来办。',
  freezing: '正在结账，结完再办。',
} as const;

/** For a form that asks for something that its page does not do. */
export const unknownMeans = '这一页没有这个操作。请回到页面上，用上面的按钮再办一次。';
