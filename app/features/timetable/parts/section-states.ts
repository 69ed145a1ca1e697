/** The states of a section in words, for staff. */
export const sectionStates = {
  planned: { word: '没开班', tone: 'attention' },
  open: { word: '已开班', tone: 'progress' },
  ended: { word: '已结课', tone: 'closed' },
  merged: { word: '已并班', tone: 'closed' },
  cancelled: { word: '已取消', tone: 'closed' },
} as const;
