import type { School } from '#app/lib/vocabulary.ts';

/** What somebody wants from a course, in their own choice of words. Source: domain.md §6.4, goal tags. */
export const goals = ['post', 'project', 'team', 'neighbours', 'interest', 'other'] as const;
export type Goal = (typeof goals)[number];
export const goalNames: Record<Goal, string> = {
  post: '补上岗位需要的能力',
  project: '会做一个项目',
  team: '带好队伍',
  neighbours: '和邻居一起学',
  interest: '兴趣和健康',
  other: '其他',
};

/** How much of a course's module somebody has completed before: derived, never asked, never a mark. */
export const steps = ['new', 'some', 'much'] as const;
export type Step = (typeof steps)[number];
export const stepNames: Record<Step, string> = {
  new: '刚开始学',
  some: '学过一两门',
  much: '学过三门以上',
};

/** How the people of a section are put together. */
export const strategies = ['mixed', 'near-home', 'by-goal'] as const;
export type Strategy = (typeof strategies)[number];
export const strategyNames: Record<Strategy, { name: string; hint: string }> = {
  mixed: {
    name: '混合搭配',
    hint: '各社区、各种目标、学得多和学得少的，匀到每个班、每个组，互相学。',
  },
  'near-home': {
    name: '就近同组',
    hint: '同一个社区的人尽量在一个班、一个组，来去有伴。',
  },
  'by-goal': {
    name: '按目标分',
    hint: '目标相同的人尽量在一起，社区打散。',
  },
};

/** The usual way of a school; null where the registrar chooses. Source: domain.md §6.4 (cross-learning; near home for elders). */
export const usualStrategies: Record<School, Strategy | null> = {
  party: 'mixed',
  governance: 'mixed',
  senior: 'near-home',
  citizen: null,
};

const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** `一班`, `二十三班`: what a cohort is called until somebody gives it a name. From 1 to 99. */
export function cohortName(number: number): string {
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  const ten = tens === 0 ? '' : `${tens === 1 ? '' : digits[tens]}十`;
  return `${ten}${digits[ones]}班`;
}

/** `第 3 组`. */
export const groupName = (number: number): string => `第 ${number} 组`;
