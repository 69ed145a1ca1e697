import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { contentFolder, contentJson } from '#app/cli/content-folder.ts';
import { leadershipPolicy } from '#app/features/assessment/leadership.schema.ts';
import { type PolicyKind, publishedVersions, publishPolicy } from '#app/features/credits/policies.server.ts';
import { creditRules } from '#app/features/credits/rules.schema.ts';
import { creditSchemes } from '#app/features/credits/schemes.schema.ts';
import { evaluationForms } from '#app/features/evaluation/forms.schema.ts';
import { publishedForms, publishForm } from '#app/features/evaluation/forms.server.ts';
import { yearOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';

const policyFile = z.looseObject({ code: z.string(), version: z.string(), title: z.string() });
const validity = z.object({ validFrom: z.iso.date().optional(), validTo: z.iso.date().nullish() });
type PolicyFile = z.output<typeof policyFile>;

const schemas: Record<PolicyKind, z.ZodType> = {
  rules: creditRules,
  schemes: creditSchemes,
  leadership: leadershipPolicy,
};

/** One thing of the content and whether this run published it. */
export interface Publication {
  title: string;
  version: string;
  isNew: boolean;
}

/**
 * Publishes the credit rules, yearly schemes, leadership rules (content/policies/<kind>-<year>.json) and evaluation forms
 * (content/forms). What is published already stays as it is; a changed text under a published version is refused by throwing.
 */
export async function publishContent(db: Db, now: Date): Promise<Publication[]> {
  const known = new Set([...(await publishedVersions(db)), ...(await publishedForms(db))]);
  const published: Publication[] = [];
  for (const name of readdirSync(join(contentFolder(), 'policies')).sort()) {
    const [, kind, year] = /^(rules|schemes|leadership)-(\d{4})\.json$/.exec(name) ?? [];
    if (!kind || !year) continue;
    contentJson(schemas[kind as PolicyKind], 'policies', name);
    const content = contentJson(policyFile, 'policies', name);
    const { validFrom = `${year}-01-01`, validTo = null } = validity.parse(content);
    await publish(db, { kind: kind as PolicyKind, content, valid: { validFrom, validTo }, now });
    const { title, code, version } = content;
    published.push({ title, version, isNew: !known.has(`${code} ${version}`) });
  }
  for (const form of contentJson(evaluationForms, 'forms', 'evaluation.json')) {
    await publishForm(db, form);
    const { title, code, version } = form;
    published.push({ title, version: String(version), isNew: !known.has(`${code} ${version}`) });
  }
  return published;
}

async function publish(
  db: Db,
  { kind, content, valid, now }: { kind: PolicyKind; content: PolicyFile; valid: Validity; now: Date },
): Promise<void> {
  const { code, version, title } = content;
  await publishPolicy(db, { policy: { kind, code, version, title, ...valid, content }, now });
}

interface Validity {
  validFrom: string;
  validTo: string | null;
}

/** The year for which the files in content/policies are written. */
const WRITTEN_FOR = 2026;
const kinds = Object.keys(schemas) as PolicyKind[];

/**
 * For made-up academies: the same for this year and the two before it, so that the history has rules of its own. A year other
 * than the files' own gets their text under its number.
 */
export async function publishPastPolicies(db: Db, now: Date): Promise<void> {
  const thisYear = yearOf(now);
  for (const year of [thisYear - 2, thisYear - 1, thisYear])
    for (const kind of kinds) {
      const content = forYear(contentJson(policyFile, 'policies', `${kind}-${WRITTEN_FOR}.json`), year);
      const valid = { validFrom: `${year}-01-01`, validTo: year === thisYear ? null : `${year}-12-31` };
      await publish(db, { kind, content, valid, now });
    }
  for (const form of contentJson(evaluationForms, 'forms', 'evaluation.json')) await publishForm(db, form);
}

function forYear(file: PolicyFile, year: number): PolicyFile {
  if (year === WRITTEN_FOR) return file;
  const text = JSON.stringify(file).replaceAll(String(WRITTEN_FOR), String(year));
  const content = policyFile.parse(JSON.parse(text));
  // Rules say themselves how long they are in force; last year's ended with it.
  return 'validTo' in content ? { ...content, validTo: `${year}-12-31` } : content;
}
