import type { Position } from '#app/lib/vocabulary.ts';

/** Who freed a position from a year, and when it was ended again (instants). Nothing of why: that may be about somebody's health. */
export interface ExemptionApproval {
  position: Position;
  approvedByName: string;
  approvedAt: string;
  endedAt: string | null;
}

/** Who freed a position from the year, and when (instant). */
export type HeldExemption = Pick<ExemptionApproval, 'position' | 'approvedByName' | 'approvedAt'>;

/** The exemptions that held at an instant: of a frozen sheet that of its inputs, so that nothing later is said of a closed year. Source: domain model §6.10. */
export function exemptionsAt(approvals: readonly ExemptionApproval[], instant: string): HeldExemption[] {
  return approvals
    .filter(({ approvedAt, endedAt }) => approvedAt <= instant && (endedAt === null || endedAt > instant))
    .map(({ position, approvedByName, approvedAt }) => ({ position, approvedByName, approvedAt }));
}
