import { z } from 'zod';
import { questionKinds } from './questions.schema.ts';

/** What the address of a bank asks for. */
export function readBankQuery({ searchParams: search }: URL) {
  const { retired, ...asked } = bankQuery.parse(
    Object.fromEntries(Object.keys(bankQuery.shape).map((name) => [name, search.get(name) || null])),
  );
  return { ...asked, retired: retired !== null };
}

const bankQuery = z.object({
  objective: z.coerce.number().int().min(1).max(9).nullable().catch(null),
  kind: z.enum(questionKinds).nullable().catch(null),
  retired: z.literal('1').nullable().catch(null),
  page: z.coerce.number().int().min(1).max(1_000).catch(1),
  imported: z.coerce.number().int().min(0).max(2_000).nullable().catch(null),
  done: z.enum(['added', 'changed', 'retired', 'restored']).nullable().catch(null),
});
