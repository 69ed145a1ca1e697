/** What stands on a yearly sheet beside what is reckoned. Source: domain model §6.10: exemptions with approver, what is not reckoned. */
import type { HeldExemption } from '#app/features/credits/exemption-approval.rules.ts';
import type { CreditSchemes } from '#app/features/credits/schemes.schema.ts';
import { formatDate } from '#app/lib/time.ts';
import { type Position, positionNames } from '#app/lib/vocabulary.ts';

/** `楼栋长，2026年3月5日由方核定批准`; on paper that must stay the same to the byte without the name, which may change. */
export function exemptionWords(
  { position, approvedByName, approvedAt }: HeldExemption,
  { named = true }: { named?: boolean } = {},
): string {
  return `${positionNames[position]}，${formatDate(approvedAt)}${named ? `由${approvedByName}` : ''}批准`;
}

/** How many 集中班 the scheme of each position asks for, of those that ask for any. */
export function intensiveOf(schemes: CreditSchemes | null): Partial<Record<Position, number>> {
  return Object.fromEntries(
    (schemes?.schemes ?? []).flatMap(({ position, intensiveSectionsMin: many }) =>
      many ? [[position, many] as const] : [],
    ),
  );
}

/** That the sheet does not look at what the scheme asks as well. */
export const intensiveWords = (many: number): string =>
  `集中班至少 ${many} 个：由学校另外确认，本表不计算，“结果”不看这一项。`;
