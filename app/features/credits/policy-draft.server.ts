import { z } from 'zod';
import type { Db } from '#db/database.ts';
import { rulesNamed } from './policies.server.ts';
import { type PlacedFault, readRulesText, readSchemesText } from './policy-text.rules.ts';
import type { CreditRules } from './rules.schema.ts';
import type { CreditSchemes } from './schemes.schema.ts';
import { policiesOfYear } from './standing.server.ts';

const naming = z.object({ rules: z.object({ code: z.string(), version: z.string() }) });

/**
 * The rules that the text of schemes names: among `candidates`, else published, else the last candidate (others than those that are named
 * are refused by the check). Null where there are none at all. At most one statement.
 */
export async function rulesNamedBy(
  db: Db,
  text: string,
  candidates: readonly CreditRules[],
): Promise<CreditRules | null> {
  const named = naming.safeParse(jsonOrNothing(text)).data?.rules;
  const here = candidates.find(({ code, version }) => code === named?.code && version === named.version);
  return here ?? (named ? await rulesNamed(db, named) : null) ?? candidates.at(-1) ?? null;
}

/** What is no JSON is told by whoever reads it in earnest. */
function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export interface Draft {
  kind: 'rules' | 'schemes';
  title: string;
  version: string;
  rules: CreditRules;
  schemes: CreditSchemes;
}

export type ReadDraft =
  | { ok: true; draft: Draft }
  | { ok: false; reason: 'fault'; fault: PlacedFault }
  | { ok: false; reason: 'no-policies' };

/**
 * A draft of rules or of schemes as somebody has pasted it, with what was in force in a year in place of the other half. The same checks as
 * before publishing: the first mistake is told with its line. Nothing is written. At most three statements.
 */
export async function readDraft(
  db: Db,
  { text, year, today }: { text: string; year: number; today: string },
): Promise<ReadDraft> {
  const current = await policiesOfYear(db, { year, today });
  if (!current) return { ok: false, reason: 'no-policies' };
  const written = jsonOrNothing(text);
  const isSchemes = typeof written === 'object' && written !== null && 'schemes' in written;
  if (isSchemes) {
    const rules = (await rulesNamedBy(db, text, [current.rules])) ?? current.rules;
    const read = readSchemesText(text, rules);
    if (!read.ok) return { ok: false, reason: 'fault', fault: read.fault };
    const { title, version } = read.policy;
    return { ok: true, draft: { kind: 'schemes', title, version, rules, schemes: read.policy } };
  }
  const read = readRulesText(text);
  if (!read.ok) return { ok: false, reason: 'fault', fault: read.fault };
  const { title, version } = read.policy;
  return { ok: true, draft: { kind: 'rules', title, version, rules: read.policy, schemes: current.schemes } };
}
