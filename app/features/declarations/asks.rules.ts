/** What the form asks of each category, in its own words: only what that kind needs. */
import type { CategoryCode } from '#app/features/credits/rules.schema.ts';

export interface Question {
  label: string;
  hint?: string;
}

export interface Questions {
  title: Question;
  occurredOn: Question;
  organiser: Question;
  units?: Question;
  /** What somebody did in it. */
  part?: Question;
  certificate?: Question;
  /** Who did it together with them: those do not review it. */
  companions?: Question;
  words: Question;
}

const proof = '写清楚怎么证明：谁可以作证、材料放在哪里。下面也可以加照片或文件。';
const together = '写名字，用顿号分开。一起做的人不参加审核。';

const general: Questions = {
  title: { label: '名称' },
  occurredOn: { label: '哪一天完成的' },
  organiser: { label: '组织单位' },
  units: { label: '做了多少' },
  certificate: { label: '证书或文件的编号' },
  companions: { label: '一起做的人', hint: together },
  words: { label: '凭什么认定', hint: proof },
};

const byCategory: Partial<Record<CategoryCode, Questions>> = {
  D: {
    title: { label: '讲的什么课', hint: '写课的名字，同一门课请每次写得一样。' },
    occurredOn: { label: '哪一天讲的' },
    organiser: { label: '谁请的，在哪里讲', hint: '例如：和风社区，睦邻中心二楼。' },
    units: { label: '讲了多少', hint: '一个学时是 45 分钟。' },
    words: { label: '凭什么认定', hint: `${proof}系统里已经有这次课的，写班名就行。` },
  },
  E: {
    title: { label: '题目', hint: '课题、文章、报告或案例的题目，照原件写。' },
    occurredOn: { label: '结题、发表、采纳或入库的日子' },
    organiser: { label: '立项、发表或采纳的单位' },
    certificate: { label: '结题证书号、刊号或文号' },
    companions: { label: '一起做的人', hint: together },
    words: { label: '凭什么认定', hint: proof },
  },
  F: {
    title: { label: '项目名称' },
    occurredOn: { label: '通过结项的日子' },
    organiser: { label: '立项或验收的单位' },
    certificate: { label: '结项文件的编号' },
    companions: { label: '一起做的人', hint: together },
    words: { label: '凭什么认定', hint: proof },
  },
  G: {
    title: { label: '什么活动' },
    occurredOn: { label: '哪一天做的' },
    organiser: { label: '哪里组织的', hint: '服务时间以组织方的记录为准。' },
    units: { label: '做了多久' },
    part: { label: '在里面做什么' },
    words: { label: '凭什么认定', hint: proof },
  },
  H: {
    title: { label: '什么培训', hint: '照结业证明上的名字写。' },
    occurredOn: { label: '结业的日子' },
    organiser: { label: '哪里办的' },
    units: { label: '学了多少', hint: '照结业证明上写的。一个学时是 45 分钟。' },
    certificate: { label: '证书号' },
    words: { label: '凭什么认定', hint: proof },
  },
};

/** The questions for a category; where it pays by outcome, nobody asks how much. */
export function questionsFor(category: CategoryCode): Questions {
  return byCategory[category] ?? general;
}
