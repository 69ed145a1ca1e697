/** What stands at the foot of every yearly sheet. Source: domain model §6.10, it informs and does not decide. */
import { shownCode } from '#app/features/credentials/check-code.rules.ts';
import { formatDate } from '#app/lib/time.ts';
import type { SheetView } from './sheet-view.ts';

export const INFORMS = '本表供组织了解参考，不作为唯一依据。';

/** That it informs; up to which day it counts; and of a closed year when, under which code, and whether it holds no more. */
export function footWords({ frozen, today }: Pick<SheetView, 'frozen' | 'today'>): string {
  const counted = `${INFORMS}统计到 ${formatDate(today)}，`;
  if (!frozen) return `${counted}年度没有结账，以后可能变化。`;
  const superseded = frozen.withdrawn
    ? `从 ${formatDate(frozen.withdrawn.at)}起作废。`
    : frozen.supersededBy === null
      ? ''
      : `已被第 ${frozen.supersededBy} 版取代。`;
  const proof = `校验码 ${shownCode(frozen.code)}，内容指纹 ${frozen.sheetHash.slice(0, 16)}。`;
  return `${counted}${formatDate(frozen.frozenAt)} 结账。${proof}${superseded}`;
}
