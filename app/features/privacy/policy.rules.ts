/** How long what is kept, within how many days what is done: content/policies/privacy.json. Source: PIPL articles 44 to 47. */
import { z } from 'zod';
import policyText from '#content/policies/privacy.json';

const privacyPolicy = z.object({
  contact: z.object({ name: z.string(), telephone: z.string(), place: z.string() }),
  correctWithinWorkingDays: z.number().int().min(1),
  /** Days in which whoever closes their account can take it back. */
  closeAfterDays: z.number().int().min(0),
  /** Whole years after the last one that was assessed. */
  keepYears: z.number().int().min(0),
  /** How often one person may take all of their data in a minute. */
  dataPerMinute: z.number().int().min(1),
  basis: z.array(z.object({ text: z.string(), mark: z.enum(['found', 'assumed']) })),
});

export const policy = privacyPolicy.parse(policyText);

/** The last day on which the evidence of somebody's credits is kept: so many years after the last year in which they were assessed. */
export function keptUntil(lastYear: number, keepYears = policy.keepYears): string {
  return `${lastYear + keepYears}-12-31`;
}
