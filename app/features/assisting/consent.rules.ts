/**
 * What a liaison does for somebody, and how that person agreed to it. Source: domain.md §6.2, "every assisted action stores
 * acted_by and on_behalf_of"; consent before the deed, in words.
 */
import { formatShortDate } from '#app/lib/time.ts';

export const consentMeans = ['in-person', 'phone', 'written'] as const;
export type ConsentMeans = (typeof consentMeans)[number];
export const consentMeansNames: Record<ConsentMeans, string> = {
  'in-person': '当面',
  phone: '电话',
  written: '书面',
};
const agreed: Record<ConsentMeans, string> = {
  'in-person': '当面同意',
  phone: '在电话里同意',
  written: '书面同意',
};

export const assistedActions = [
  'enrol',
  'wait',
  'withdraw',
  'leave-line',
  'accept',
  'decline',
  'apply',
  'take-back',
] as const;
export type AssistedAction = (typeof assistedActions)[number];
/** As verbs: 代选 and its kin. */
export const assistedActionNames: Record<AssistedAction, string> = {
  enrol: '代选',
  wait: '代排候补',
  withdraw: '代为退选',
  'leave-line': '代为退出候补',
  accept: '代为确认名额',
  decline: '代为放弃名额',
  apply: '代为报名',
  'take-back': '代为撤回报名',
};

/** `代选《书法入门》（周三班）`, `代为报名《下学期预选》（2027 年春季学期）`: what was done, and to what. */
export function deedWords({ action, title, part }: { action: AssistedAction; title: string; part: string }) {
  return `${assistedActionNames[action]}《${title}》（${part}）`;
}

/** How somebody agreed, as told to a third person: `当面同意`. */
export function consentWords(means: ConsentMeans): string {
  return agreed[means];
}

/** `由社区联络员 陈某某 代选，11月26日，你当面同意`: what stands on the person's own pages. */
export function assistedWords(deed: {
  action: AssistedAction;
  liaisonName: string;
  means: ConsentMeans;
  givenAt: string;
}): string {
  return `由社区联络员 ${deed.liaisonName} ${assistedActionNames[deed.action]}，${formatShortDate(deed.givenAt)}，你${agreed[deed.means]}`;
}
