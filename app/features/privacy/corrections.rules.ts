/** What people ask to have corrected about them. Source: PIPL article 46. */
export const correctable = ['name', 'pinyin', 'age-band', 'post', 'other'] as const;
export type Correctable = (typeof correctable)[number];

export const correctableNames: Record<Correctable, string> = {
  name: '姓名',
  pinyin: '姓名的读音',
  'age-band': '年龄段',
  post: '岗位或小区',
  other: '别的',
};

export const correctionStates = ['asked', 'done', 'refused'] as const;
export type CorrectionState = (typeof correctionStates)[number];

export const correctionStateNames: Record<CorrectionState, string> = {
  asked: '等处理',
  done: '已更正',
  refused: '没有改',
};

export const correctionStateTones = { asked: 'attention', done: 'done', refused: 'closed' } as const;

/** What the wish must look like, so that it can be put in the place of what is wrong; null when it fits. */
export function wishProblem(what: Correctable, wish: string): string | null {
  if (what === 'name' && (wish.length < 2 || wish.length > 64)) return '请写对的姓名，2 到 64 个字。';
  if (what === 'pinyin' && !/^[a-zA-Z ]{2,80}$/.test(wish)) return '读音请写拼音字母，比如 zeng xiaoyu。';
  if (what === 'age-band' && !/^\d{2}-\d{2}$/.test(wish)) return '年龄段请写成 60-64 这样。';
  return null;
}

/** What is done by the press of a button; the rest is done where posts are kept, and noted here. */
export const isAppliedHere = (what: Correctable): boolean =>
  what === 'name' || what === 'pinyin' || what === 'age-band';
