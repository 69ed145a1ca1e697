/** The way back from whatever belongs to one recording. */
export const wayToRecordings = [
  { label: '教学', href: '/teach' },
  { label: '录播', href: '/teach/recordings' },
];

/** Unknown and out of reach are the same. */
export const notAtThisDesk = { message: '没有找到这一讲录播，或者不归这个账号管。' };
