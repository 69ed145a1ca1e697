import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { Problem } from '#app/cli/command.ts';
import { contentFolder } from '#app/cli/content-folder.ts';
import { leadershipPolicy } from '#app/features/assessment/leadership.schema.ts';
import { courseCodes } from '#app/features/catalogue/course-codes.server.ts';
import { coursesFault } from '#app/features/credits/courses-faults.rules.ts';
import { type PolicyKind, publishedVersions } from '#app/features/credits/policies.server.ts';
import { rulesNamedBy } from '#app/features/credits/policy-draft.server.ts';
import {
  type PolicyText,
  readPolicyText,
  readRulesText,
  readSchemesText,
} from '#app/features/credits/policy-text.rules.ts';
import { placedJson } from '#app/lib/json-places.ts';
import type { Db } from '#db/database.ts';

export const policyFile = z.looseObject({ code: z.string(), version: z.string(), title: z.string() });
const validity = z.object({ validFrom: z.iso.date().optional(), validTo: z.iso.date().nullish() });

export interface Validity {
  validFrom: string;
  validTo: string | null;
}

/** A policy file that may be published: its content as it was written. */
export interface CheckedPolicy {
  kind: PolicyKind;
  content: z.output<typeof policyFile>;
  valid: Validity;
  /** `policies/rules-2026.json:4`, the line on which it says from when it is in force. */
  beginsAt: string;
  /** The same of its version. */
  versionAt: string;
}

interface Found {
  kind: PolicyKind;
  year: string;
  name: string;
  text: string;
}

/**
 * Every policy file of a folder (`rules-2026.json`), checked by itself and with the rules that it names, from the folder or published.
 * Throws a `Problem` with file, line and reason at the first mistake.
 */
export async function checkedPolicies(db: Db, folder: string): Promise<CheckedPolicy[]> {
  const files = policyFileNames(readdirSync(folder)).map((name) => fileNamed(folder, name));
  const rules = files
    .filter(({ kind }) => kind === 'rules')
    .map((file) => accepted(folder, file, readRulesText(file.text)));
  const courses = await knownCourses(db);
  const published = new Set(await publishedVersions(db));
  for (const file of files) {
    // What is published stays as it is, also when a course that it names has got another code since.
    const codes = isPublished(file, published) ? null : courses;
    if (file.kind === 'leadership')
      accepted(
        folder,
        file,
        readPolicyText(file.text, {
          file: leadershipPolicy.and(policyFile),
          reading: leadershipPolicy,
          faultOf: (policy) => coursesFault(policy, codes),
        }),
      );
    if (file.kind === 'schemes') {
      const named = await rulesNamedBy(db, file.text, rules);
      accepted(folder, file, readSchemesText(file.text, named, codes));
    }
  }
  return files.map(({ kind, year, name, text }) => {
    const { value, lineOf } = placedJson(text);
    const content = policyFile.parse(value);
    const { validFrom = `${year}-01-01`, validTo = null } = validity.parse(content);
    const beginsAt = `${basename(folder)}/${name}:${lineOf(['validFrom'])}`;
    const versionAt = `${basename(folder)}/${name}:${lineOf(['version'])}`;
    return { kind, content, valid: { validFrom, validTo }, beginsAt, versionAt };
  });
}

/** Those of the catalogue; in an academy that has none yet, those that are authored and will be loaded. */
async function knownCourses(db: Db): Promise<Set<string>> {
  const codes = await courseCodes(db);
  return codes.size > 0 ? codes : new Set(readdirSync(join(contentFolder(), 'courses')));
}

function isPublished({ text }: Found, published: ReadonlySet<string>): boolean {
  try {
    const { code, version } = policyFile.parse(JSON.parse(text));
    return published.has(`${code} ${version}`);
  } catch {
    // What is wrong with it is told by whoever reads it in earnest.
    return false;
  }
}

const NAME = /^(rules|schemes|leadership)-(\d{4})(?:\.(\d+))?\.json$/;

/**
 * The policy files among these names, each kind's in the order in which they supersede each other: `rules-2026.json`, then
 * `rules-2026.2.json`. What is published last is in force among those that begin on one day.
 */
export function policyFileNames(names: readonly string[]): string[] {
  const orderOf = (name: string): string => {
    const [, kind, year, revision = '1'] = NAME.exec(name) ?? [];
    return `${kind} ${year} ${revision.padStart(3, '0')}`;
  };
  return names
    .filter((name) => NAME.test(name))
    .sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
}

function fileNamed(folder: string, name: string): Found {
  const [, kind, year = ''] = NAME.exec(name) ?? [];
  return { kind: kind as PolicyKind, year, name, text: readFileSync(join(folder, name), 'utf8') };
}

function accepted<T>(folder: string, { name }: Found, read: PolicyText<T>): T {
  if (read.ok) return read.policy;
  const { line, where, reason } = read.fault;
  throw new Problem(`${basename(folder)}/${name}:${line}: ${where ? `${where}: ` : ''}${reason}`);
}
