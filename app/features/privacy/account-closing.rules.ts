/** Closing an account: in which ways, what stands in the way, what goes and what stays how long. Source: PIPL article 47; content/policies/privacy.json. */
import { type Role, roleNames } from '#app/lib/vocabulary.ts';
import { policy } from './policy.rules.ts';

export const closingMeans = ['self', 'paper', 'died', 'moved'] as const;
export type ClosingMeans = (typeof closingMeans)[number];

export const closingMeansNames: Record<ClosingMeans, string> = {
  self: '本人在网上提出',
  paper: '本人在纸上提出',
  died: '本人去世',
  moved: '本人搬走，联系不上',
};

/** Where the person does not speak for themselves, a second one of the staff agrees. */
export const needsSecond = (means: ClosingMeans): boolean => means === 'died' || means === 'moved';

export interface Obstacle {
  what: string;
  /** Where it is put right. */
  href: string;
}

/** Without one of them nobody could set the academy up, hand out rights, read the journal or keep it running. */
const administrators: readonly Role[] = ['academy-admin', 'system-admin', 'security-admin', 'auditor'];

/** Whoever alone is an administrator of a kind has to be followed by somebody first; empty for every other role. */
export function soleWords(role: Role): Obstacle[] {
  if (!administrators.includes(role)) return [];
  // Nobody revokes their own grant.
  const by =
    role === 'security-admin'
      ? '先把它授给接手的人，再请接手的人收回你的'
      : '先请安全管理员把它授给接手的人，再收回你的';
  return [
    {
      what: `学院现在只有这一位${roleNames[role]}，${by}`,
      href: role === 'security-admin' ? '/admin/people' : '/me/settings',
    },
  ];
}

export const rolesWords = (names: readonly string[]): Obstacle => ({
  what: `还担任${names.join('、')}，请先请管理员收回授权`,
  href: '/me/settings',
});

export const goesAtOnce: readonly string[] = [
  '姓名、用户名、姓名的读音、年龄段：换成一个代号',
  '密码和所有登录',
  '岗位和授权：到当天为止',
  '通知、笔记、想选的课、学习目标、日历订阅',
  '你写的话：申诉、对情况表的意见、退选的原因、说过的同意里的话',
  '年度情况表、证书上的姓名：换成代号',
  '没有人要用的上传文件',
];

export const staysThen: readonly (readonly [what: string, why: string])[] = [
  ['选课、到课、测验、结业、学分流水', '用代号留着：班级人数、公开的学分账本和结了账的年度才对得上。'],
  [
    '申报的说明和证明、交的作业',
    `是学分的凭据，留到最后一个考核年度结束后 ${policy.keepYears} 年，到期自动删。`,
  ],
  ['同意的记录', `证明学院问过，同样留 ${policy.keepYears} 年，没有姓名。`],
  [
    '操作日志',
    '谁在什么时候办了什么，按网络安全的规定至少留 190 天，以后放进归档。记明是关于你的日志只留代号，里面写的话、你从哪个网络登录，日志封存（最多一小时）以后删掉，归档的文件里没有；别人的和班、课、场地的日志照原样留着。',
  ],
];
