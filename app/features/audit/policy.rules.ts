/** How long lines stay in the journal and how often it is checked: content/policies/audit.json. Source: cybersecurity law, article 23 (six months). */
import { z } from 'zod';
import policyText from '#content/policies/audit.json';

/** Six calendar months have at most 184 days. */
const FEWEST_DAYS = 184;

const auditPolicy = z.object({
  title: z.string(),
  /** Whole days in which a line can be searched after it was sealed. */
  onlineDays: z.number().int().min(FEWEST_DAYS),
  /** So many days make a file, or fewer where there are `mostLinesAFile`. */
  daysAFile: z.number().int().min(1).max(31),
  mostLinesAFile: z.number().int().min(1_000).max(500_000),
  checkEveryHours: z.number().int().min(1).max(168),
  basis: z.array(z.object({ text: z.string(), mark: z.enum(['found', 'assumed']) })),
});

export type AuditPolicy = z.infer<typeof auditPolicy>;
export const policy: AuditPolicy = auditPolicy.parse(policyText);
