/**
 * Reads a policy as somebody has written it: JSON, the form of its kind, keys that mean something, numbers that fit together. The first
 * thing wrong is said with its line and what to do; nothing is guessed.
 */
import type { z } from 'zod';
import { JsonFault, type JsonPath, placedJson } from '#app/lib/json-places.ts';
import { coursesFault } from './courses-faults.rules.ts';
import { issueWords } from './policy-issues.rules.ts';
import { type CreditRules, creditRules, creditRulesFile } from './rules.schema.ts';
import { rulesFault } from './rules-faults.rules.ts';
import { type CreditSchemes, creditSchemes, creditSchemesFile } from './schemes.schema.ts';
import { schemesFault } from './schemes-faults.rules.ts';

/** What is wrong, and where. `path`: the keys from the outermost on. */
export interface Fault {
  path: JsonPath;
  reason: string;
}

export interface PlacedFault {
  line: number;
  /** `categories.4.awards`; empty for the file as a whole. */
  where: string;
  reason: string;
}

export type PolicyText<T> = { ok: true; policy: T } | { ok: false; fault: PlacedFault };

export function readRulesText(text: string): PolicyText<CreditRules> {
  return readPolicyText(text, { file: creditRulesFile, reading: creditRules, faultOf: rulesFault });
}

/**
 * Schemes with the rules that they name; without those (null) what they say of categories and activities stays unchecked. The courses that they
 * name are looked up among `courses`, unless that is null.
 */
export function readSchemesText(
  text: string,
  rules: CreditRules | null,
  courses: ReadonlySet<string> | null = null,
): PolicyText<CreditSchemes> {
  const faultOf = (schemes: CreditSchemes) => schemesFault(schemes, rules) ?? coursesFault(schemes, courses);
  return readPolicyText(text, { file: creditSchemesFile, reading: creditSchemes, faultOf });
}

interface Form<T> {
  /** As it may be written. What it does not name means nothing, unless it is loose. */
  file: z.ZodType;
  /** As it is read later. */
  reading: z.ZodType<T>;
  faultOf?: (policy: T) => Fault | undefined;
}

export function readPolicyText<T>(text: string, { file, reading, faultOf }: Form<T>): PolicyText<T> {
  try {
    const { value, lineOf } = placedJson(text);
    const refused = ({ path, reason }: Fault): PolicyText<T> => ({
      ok: false,
      fault: { line: lineOf(path), where: path.join('.'), reason },
    });
    const written = file.safeParse(value, { error: issueWords });
    const issue = written.error?.issues[0];
    if (issue) return refused({ path: issue.path.map(keyOf), reason: inChinese(issue.message) });
    const stray = strayKey(value, written.data);
    if (stray) return refused({ path: stray, reason: `不认识“${stray.at(-1)}”这个键，查一查拼写` });
    const policy = reading.parse(value);
    const fault = faultOf?.(policy);
    return fault ? refused(fault) : { ok: true, policy };
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    return { ok: false, fault: { line: error.line, where: '', reason: error.message } };
  }
}

const kindNames: Record<string, string> = {
  number: '数字',
  string: '文字',
  array: '列表',
  object: '一组键',
  boolean: '是或否（true 或 false）',
};

/** What the checker leaves in English in its Chinese sentences. */
const inChinese = (reason: string): string =>
  reason
    .replace(/期望 number >=/g, '不能小于 ')
    .replace(/期望 number <=/g, '不能大于 ')
    .replace(/(期望|接收) (\w+)/g, (words, verb, kind) =>
      kindNames[kind] ? `${verb}${kindNames[kind]}` : words,
    );

const keyOf = (key: PropertyKey): string | number => (typeof key === 'symbol' ? String(key) : key);

/** The first key that the form has passed over: it names nothing. */
function strayKey(written: unknown, read: unknown, path: JsonPath = []): JsonPath | undefined {
  if (!isRecord(written) || !isRecord(read)) return undefined;
  for (const [key, value] of Object.entries(written)) {
    const here = [...path, Array.isArray(written) ? Number(key) : key];
    if (!(key in read)) return here;
    const stray = strayKey(value, read[key], here);
    if (stray) return stray;
  }
  return undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
