/** What a liaison's page is told in its address after a deed. The person is told by a notice each time. */
export const assistDoneWords = {
  enrol: '已替本人选上，也通知了本人。',
  wait: '已替本人排进候补，也通知了本人。有名额时会出现在“联络”页上。',
  withdraw: '已替本人退选，也通知了本人。',
  'leave-line': '已替本人退出候补，也通知了本人。',
  accept: '名额已确认，选上了，也通知了本人。',
  apply: '已替本人报名，也通知了本人。票号请抄在通知单上交给本人。',
  'take-back': '已替本人撤回报名，也通知了本人。截止以前可以再报，票号不变。',
  decline: '已放弃这个名额，也通知了本人。',
  'no-answer': '记下了：没打通。名额还留着，过后再打。',
} as const;
export type AssistDone = keyof typeof assistDoneWords;

/** The word of the address, if it is one of these. */
export function assistDoneOf(word: string | null): AssistDone | null {
  return word && Object.hasOwn(assistDoneWords, word) ? (word as AssistDone) : null;
}
