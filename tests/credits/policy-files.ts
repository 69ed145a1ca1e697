/** The policy files of the content as they lie there, and the rule sets that are published elsewhere. */
import { readFileSync } from 'node:fs';
import { readRulesText, readSchemesText } from '#app/features/credits/policy-text.rules.ts';
import type { CreditRules } from '#app/features/credits/rules.schema.ts';
import type { CreditSchemes } from '#app/features/credits/schemes.schema.ts';

export type Place = 'yunnan' | 'shanxi' | 'nanjing' | 'zhongwei';

export function policyText(name: string): string {
  return readFileSync(new URL(`../../content/policies/${name}`, import.meta.url), 'utf8');
}

/** The example of a place, checked as publishing checks it. */
export function exampleOf(place: Place): { rules: CreditRules; schemes: CreditSchemes } {
  const rules = readRulesText(policyText(`examples/${place}/rules-2026.json`));
  if (!rules.ok) throw new Error(JSON.stringify(rules.fault));
  const schemes = readSchemesText(policyText(`examples/${place}/schemes-2026.json`), rules.policy);
  if (!schemes.ok) throw new Error(JSON.stringify(schemes.fault));
  return { rules: rules.policy, schemes: schemes.policy };
}
