import { z } from 'zod';
import { contentJson } from '#app/cli/content-folder.ts';
import { type PolicyKind, publishPolicy } from '#app/features/credits/policies.server.ts';
import { evaluationForms } from '#app/features/evaluation/forms.schema.ts';
import { publishForm } from '#app/features/evaluation/forms.server.ts';
import { yearOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';

const policyFile = z.looseObject({ code: z.string(), version: z.string(), title: z.string() });

/** The year for which the files in content/policies are written. */
const WRITTEN_FOR = 2026;
const files: Record<PolicyKind, string> = {
  rules: 'rules-2026.json',
  schemes: 'schemes-2026.json',
  leadership: 'leadership-2026.json',
};

/**
 * Publishes the credit rules, yearly schemes and leadership rules for this year and the two before it, so that the
 * history has rules of its own, and the evaluation forms. A year other than the files' own gets their text under its number.
 */
export async function publishPolicies(db: Db, now: Date): Promise<void> {
  const thisYear = yearOf(now);
  for (const year of [thisYear - 2, thisYear - 1, thisYear])
    for (const [kind, file] of Object.entries(files)) {
      const content = forYear(contentJson(policyFile, 'policies', file), year);
      const { code, version, title } = content;
      const validTo = year === thisYear ? null : `${year}-12-31`;
      const policy = {
        kind: kind as PolicyKind,
        code,
        version,
        title,
        validFrom: `${year}-01-01`,
        validTo,
        content,
      };
      await publishPolicy(db, { policy, now });
    }
  for (const form of contentJson(evaluationForms, 'forms', 'evaluation.json')) await publishForm(db, form);
}

type PolicyFile = z.output<typeof policyFile>;

function forYear(file: PolicyFile, year: number): PolicyFile {
  if (year === WRITTEN_FOR) return file;
  const text = JSON.stringify(file).replaceAll(String(WRITTEN_FOR), String(year));
  const content = policyFile.parse(JSON.parse(text));
  // Rules say themselves how long they are in force; last year's ended with it.
  return 'validTo' in content ? { ...content, validTo: `${year}-12-31` } : content;
}
