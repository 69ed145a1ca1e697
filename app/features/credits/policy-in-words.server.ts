import { z } from 'zod';
import type { Db } from '#db/database.ts';
import { publishedPolicy } from './policy-list.server.ts';
import { type PolicyPart, rulesWords } from './policy-words.rules.ts';
import { creditRules } from './rules.schema.ts';
import { schemesWords } from './scheme-text.rules.ts';
import { creditSchemes } from './schemes.schema.ts';

/** Of a policy that belongs to a room above: its rules with their label and explanation, as every such policy has them. */
const explained = z.looseObject({
  statement: z.string().optional(),
  rules: z.array(z.looseObject({ label: z.string(), explanation: z.string() })).default([]),
});

/** A published version with what it says in sentences; null where there is none. One statement. */
export async function policyInWords(db: Db, policyId: string) {
  const found = await publishedPolicy(db, policyId);
  if (!found) return null;
  const content: unknown = JSON.parse(found.content);
  return {
    ...found,
    content: JSON.stringify(content, null, 2),
    parts: partsOf(found.kind, content),
  };
}

function partsOf(kind: string, content: unknown): PolicyPart[] {
  if (kind === 'rules') return rulesWords(creditRules.parse(content));
  if (kind === 'schemes') return schemesWords(creditSchemes.parse(content));
  const { statement, rules } = explained.parse(content);
  const general = statement ? [{ title: '总的规定', lines: [statement] }] : [];
  return [...general, ...rules.map(({ label, explanation }) => ({ title: label, lines: [explanation] }))];
}
