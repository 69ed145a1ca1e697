/** What plans of a term call ways of teaching and kinds of sections. */
import type { Mode, SectionKind } from '#app/lib/vocabulary.ts';

export const otherModes: Readonly<Partial<Record<Mode, readonly string[]>>> = {
  face: ['面授', '线下面授', '现场'],
  recorded: ['线上录播', '在线', '网课'],
  blended: ['混合', '线下加录播', '线下录播'],
  live: ['在线直播', '线上直播'],
  site: ['现场教学', '线下加现场'],
  visit: ['参访'],
};
export const otherKinds: Readonly<Partial<Record<SectionKind, readonly string[]>>> = {
  topic: ['专题'],
  backbone: ['骨干'],
  regular: ['常态'],
  custom: ['定制'],
  open: ['开放', '公开课'],
};
