import { z } from 'zod';
import { families } from '#app/features/journal/action-names.rules.ts';
import { outcomes } from '#app/features/journal/line.rules.ts';

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((text) => !Number.isNaN(Date.parse(text)))
  .catch('');
const one = <Key extends string>(keys: readonly Key[]) =>
  z
    .enum(keys as [Key, ...Key[]])
    .or(z.literal(''))
    .catch('');

const place = /^[\dT:.Z-]{24}~[0-9a-f-]{36}$/;

/** What the auditor narrows the journal by, as it stands in the address. Anything odd counts as not given. */
export const auditQuery = z.object({
  who: z.string().trim().max(64).catch(''),
  concerns: z.string().trim().max(64).catch(''),
  family: one(Object.keys(families)),
  subject: z.string().trim().max(64).catch(''),
  from: day,
  to: day,
  outcome: one(Object.keys(outcomes) as (keyof typeof outcomes)[]),
  /** The line behind which the page begins: instant and id. */
  before: z.string().regex(place).catch(''),
});
export type AuditQuery = z.infer<typeof auditQuery>;

/** A place in the order of time as it stands in an address; null where there is none, or something odd. */
export function placeAsked(text: string): { at: string; id: string } | null {
  const [at = '', id = ''] = text.split('~');
  return place.test(text) ? { at, id } : null;
}
