/** A year's status as a learner reads it while the year still runs. */
export const statusLooks = {
  met: ['done', '达标'],
  nearly: ['progress', '基本达标'],
  'not-met': ['attention', '还没达标'],
  exempt: ['neutral', '免考核'],
  'no-scheme': ['neutral', '不设任务'],
} as const;
