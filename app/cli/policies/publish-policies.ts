import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { Problem } from '#app/cli/command.ts';
import { contentFolder, contentJson } from '#app/cli/content-folder.ts';
import {
  type PolicyKind,
  PublishedOtherwise,
  publishedVersions,
  publishPolicy,
} from '#app/features/credits/policies.server.ts';
import { evaluationForms } from '#app/features/evaluation/forms.schema.ts';
import { publishedForms, publishForm } from '#app/features/evaluation/forms.server.ts';
import { yearOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { checkedPolicies, policyFile, policyFileNames, type Validity } from './checked-policies.ts';
import { leavePastYears } from './past-years.ts';
import { publishNotices } from './publish-notices.ts';

type PolicyFile = z.output<typeof policyFile>;

/** One thing of the content and whether this run published it. */
export interface Publication {
  title: string;
  version: string;
  isNew: boolean;
}

/**
 * Publishes the credit rules, yearly schemes, leadership rules (content/policies/<kind>-<year>.json), evaluation forms
 * (content/forms) and versions of the privacy notice (content/notices), all or nothing. What is published already stays as it is; a
 * changed text under a published version, and a file with a mistake, are refused by throwing before anything is written.
 */
export async function publishContent(
  db: Db,
  now: Date,
  folder = join(contentFolder(), 'policies'),
): Promise<Publication[]> {
  const policies = await checkedPolicies(db, folder);
  const forms = contentJson(evaluationForms, 'forms', 'evaluation.json');
  const known = new Set([...(await publishedVersions(db)), ...(await publishedForms(db))]);
  const fresh = policies.filter(({ content: { code, version } }) => !known.has(`${code} ${version}`));
  await leavePastYears(db, { policies: fresh, now });
  const notices: Publication[] = [];
  await inTransaction(db, async (trx) => {
    notices.length = 0;
    for (const { kind, content, valid, versionAt } of policies) {
      const { code, version } = content;
      await publish(trx, { kind, content, valid, now }).catch((error: unknown) => {
        if (!(error instanceof PublishedOtherwise)) throw error;
        throw new Problem(
          `${versionAt}: version: ${code} ${version} 已经发布过，这个文件的内容和那时不一样。发布了的不再改：请把改动另存成新文件，换一个版本号，这个文件恢复原样`,
        );
      });
    }
    for (const form of forms) await publishForm(trx, form);
    notices.push(...(await publishNotices(trx, now)));
  });
  const published = [...policies.map(({ content }) => content), ...forms].map(({ title, code, version }) => ({
    title,
    version: String(version),
    isNew: !known.has(`${code} ${version}`),
  }));
  return [...published, ...notices];
}

async function publish(
  db: Db,
  { kind, content, valid, now }: { kind: PolicyKind; content: PolicyFile; valid: Validity; now: Date },
): Promise<void> {
  const { code, version, title } = content;
  await publishPolicy(db, { policy: { kind, code, version, title, ...valid, content }, now });
}

/** The year for which the files in content/policies are written. */
const WRITTEN_FOR = 2026;

/**
 * For made-up academies: the same for this year and the two before it, so that the history has rules of its own. A year other
 * than the files' own gets their text under its number; the years before have the first version only.
 */
export async function publishPastPolicies(db: Db, now: Date): Promise<void> {
  const thisYear = yearOf(now);
  const names = policyFileNames(readdirSync(join(contentFolder(), 'policies')));
  for (const year of [thisYear - 2, thisYear - 1, thisYear])
    for (const name of names.filter((each) => year === thisYear || isFirst(each))) {
      const kind = kinds.find((each) => name.startsWith(each)) ?? 'rules';
      const content = forYear(contentJson(policyFile, 'policies', name), year);
      const valid = { validFrom: `${year}-01-01`, validTo: year === thisYear ? null : `${year}-12-31` };
      await publish(db, { kind, content, valid, now });
    }
  for (const form of contentJson(evaluationForms, 'forms', 'evaluation.json')) await publishForm(db, form);
  await publishNotices(db, now);
}

const kinds: readonly PolicyKind[] = ['rules', 'schemes', 'leadership'];

/** `rules-2026.json`, not `rules-2026.2.json`. */
const isFirst = (name: string): boolean => name.endsWith(`-${WRITTEN_FOR}.json`);

function forYear(file: PolicyFile, year: number): PolicyFile {
  if (year === WRITTEN_FOR) return file;
  const text = JSON.stringify(file).replaceAll(String(WRITTEN_FOR), String(year));
  const content = policyFile.parse(JSON.parse(text));
  // Rules say themselves how long they are in force; last year's ended with it.
  return 'validTo' in content ? { ...content, validTo: `${year}-12-31` } : content;
}
