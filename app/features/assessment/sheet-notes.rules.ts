/** What stands on a yearly sheet beside what is reckoned. Source: domain model §6.10: exemptions with approver, what is not reckoned. */
import type { HeldExemption } from '#app/features/credits/exemption-approval.rules.ts';
import { schoolsWords } from '#app/features/credits/policy-words.rules.ts';
import type { CreditSchemes, Scheme } from '#app/features/credits/schemes.schema.ts';
import { formatDate } from '#app/lib/time.ts';
import { type Position, positionNames, schools } from '#app/lib/vocabulary.ts';

/** `楼栋长，2026年3月5日由方核定批准`; on paper that must stay the same to the byte without the name, which may change. */
export function exemptionWords(
  { position, approvedByName, approvedAt }: HeldExemption,
  { named = true }: { named?: boolean } = {},
): string {
  return `${positionNames[position]}，${formatDate(approvedAt)}${named ? `由${approvedByName}` : ''}批准`;
}

/** What each scheme asks or leaves out, by its position, that the figures of a sheet do not show. */
export function besideFigures(schemes: CreditSchemes | null): Partial<Record<Position, readonly string[]>> {
  return Object.fromEntries((schemes?.schemes ?? []).map((scheme) => [scheme.position, wordsBeside(scheme)]));
}

function wordsBeside({ countingSchools, intensiveSectionsMin: many }: Scheme): string[] {
  const others = schools.filter((school) => !countingSchools.includes(school));
  return [
    ...(others.length > 0 ? [`${schoolsWords(others)}的学分不算进这个方案，方案点名的课除外。`] : []),
    ...(many ? [`集中班至少 ${many} 个：由学校另外确认，本表不计算，“结果”不看这一项。`] : []),
  ];
}
