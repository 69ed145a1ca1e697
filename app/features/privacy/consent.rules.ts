/**
 * What people agree to, and what it means to take that back. Source: PIPL articles 13 to 17, 23 and 29: consent is given by an act of one's own, as easily
 * taken back, and apart from everything else where data go to another handler.
 */
import type { ConsentMeans } from './consent.schema.ts';

export const consentKinds = ['notice', 'district'] as const;
export type ConsentKind = (typeof consentKinds)[number];

export interface KindWords {
  title: string;
  /** What the person agrees to. */
  what: string;
  /** What taking it back means. */
  withdrawing: string;
}

export const kindWords: Record<ConsentKind, KindWords> = {
  notice: {
    title: '个人信息说明',
    what: '同意学院按说明记下办班、算学分用得上的信息。',
    withdrawing:
      '撤回以后照样能看课程、看自己的记录、退课、注销账号。以前凭同意办的事不作废；凭法律保存的（学分流水、日志）照样保存。',
  },
  district: {
    title: '把学分情况交给区级组织部门',
    what: '同意学院把你的年度学分情况表交给区级组织部门作参考。不同意，不影响选课和学分。',
    withdrawing: '撤回以后不再交出去；已经交了的，学院会告诉对方你撤回了。法律另有规定要交的除外。',
  },
};

export const meansNames: Record<ConsentMeans, string> = {
  self: '本人在网上',
  'read-aloud': '工作人员读给本人听，本人口头同意',
  paper: '本人在纸上签字',
};

export interface Said {
  answer: 'agreed' | 'refused';
  /** Of which version of the notice it was said. */
  noticeId: string;
  withdrawnAt: string | null;
}

/** Whether somebody is to be asked: they have said nothing to the version in force. Whoever refused it, or took it back, has said something. */
export function isToBeAsked(said: Said | null, noticeId: string | null): boolean {
  return noticeId !== null && said?.noticeId !== noticeId;
}

/** Whether somebody's consent stands now. */
export function stands(said: Said | null): boolean {
  return said !== null && said.answer === 'agreed' && said.withdrawnAt === null;
}
