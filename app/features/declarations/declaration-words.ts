import { policy } from './declarable.rules.ts';

/** Why something was not done, and what to do. */
export const declarationRefusals = {
  'no-kind': '请先选要申报哪一种。',
  'too-many': `还在写的和等着审的申报已经有 ${policy.mostUndecided} 份了。请等其中一些有了结果，或者撤回几份、删掉几份草稿，再来申报。`,
  changed: '另一个页面刚保存过这份申报，所以这次没有保存。刚写的还在框里，再按一次就以框里的为准。',
  closed: '这份申报已经交上去了，现在不能再改，所以这次没有保存。',
  'no-evidence': '请写几句凭什么认定，或者加一个文件，审核的人才有依据。',
  'no-rules': '那一天没有公布过能认定这一项的学分规则。请检查日期；日期没错的话，请联系教务。',
  'pays-nothing': '按那一天的规则，这一项记 0 学分，不用申报。请检查写的数量。',
  'not-draft': '这份申报已经交上去了，不能再当草稿删掉。不想申报了，可以撤回。',
  'paid-once': '同样的内容已经申报过，同一份依据只记一次。',
  'same-file':
    '有一个文件已经用在另一份申报里，同一份依据只记一次。这一件事有自己的证明，就换成那一份；是同一件事，就不用再申报。',
  'held-already': '这一天的这件事，系统里已经记过学分，不用再申报。',
  decided: '这份申报刚刚有了结果，不能再撤回。',
} as const;
