/** What /me/courses is told in its address after an action. */
export const doneWords = {
  enrolled: '已选上。安排和要做的事都在下面。',
  waitlisted: '已排进候补。有名额时会通知你，在通知写明的时间前确认就行。',
  withdrawn: '已退选，名额已转给候补的人或者放回班里。',
  left: '已退出候补。',
  accepted: '名额已确认，选上了。',
  declined: '已放弃这个名额，让给后面的人。',
  swapped: '已换班：新的班选上了，原来的班同时退掉。',
  'swap-waitlisted': '新的班已满，已排进候补。原来的班先留着，有名额时再换。',
  'swap-accepted': '名额已确认，选上了；原来的班同时退掉。',
} as const;
export type Done = keyof typeof doneWords;
