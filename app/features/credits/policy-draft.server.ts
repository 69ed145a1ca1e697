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
  /** `both`: rules and schemes that were drafted together. */
  kind: 'rules' | 'schemes' | 'both';
  title: string;
  version: string;
  rules: CreditRules;
  schemes: CreditSchemes;
}

/** The two fields of the form; either may hold either kind. */
export type DraftField = 'text' | 'other';

export type ReadDraft =
  | { ok: true; draft: Draft }
  | { ok: false; reason: 'fault'; fault: PlacedFault; field: DraftField }
  | { ok: false; reason: 'no-policies' | 'same-kind' };

interface Reading {
  text: string;
  /** A second draft, of the other kind; empty. */
  other?: string;
  year: number;
  today: string;
  /** The codes of the catalogue; null: courses that are named stay unchecked. */
  courses?: ReadonlySet<string> | null;
}

/**
 * A draft of rules or of schemes as somebody has pasted it, with what was in force in a year in place of the other half; or both together, and
 * then the schemes may name the rules beside them. The same checks as before publishing: the first mistake is told with its line. Nothing is
 * written. At most three statements.
 */
export async function readDraft(
  db: Db,
  { text, other = '', year, today, courses = null }: Reading,
): Promise<ReadDraft> {
  const current = await policiesOfYear(db, { year, today });
  if (!current) return { ok: false, reason: 'no-policies' };
  const sent: { field: DraftField; text: string }[] = [
    { field: 'text', text },
    ...(other.trim() === '' ? [] : [{ field: 'other' as const, text: other }]),
  ];
  const [ofSchemes, ...moreSchemes] = sent.filter((each) => isSchemes(each.text));
  const [ofRules, ...moreRules] = sent.filter((each) => !isSchemes(each.text));
  if (moreSchemes.length + moreRules.length > 0) return { ok: false, reason: 'same-kind' };
  const rules = ofRules && readRulesText(ofRules.text);
  if (rules && !rules.ok) return { ok: false, reason: 'fault', fault: rules.fault, field: ofRules.field };
  if (!ofSchemes) {
    if (!rules) throw new Error('A draft is of rules or of schemes.');
    const { title, version } = rules.policy;
    return {
      ok: true,
      draft: { kind: 'rules', title, version, rules: rules.policy, schemes: current.schemes },
    };
  }
  const beside = rules?.policy ?? null;
  const named = await rulesNamedBy(db, ofSchemes.text, beside ? [current.rules, beside] : [current.rules]);
  const read = readSchemesText(ofSchemes.text, named ?? current.rules, courses);
  if (!read.ok) return { ok: false, reason: 'fault', fault: read.fault, field: ofSchemes.field };
  const { title, version } = read.policy;
  const draft = { title, version, rules: beside ?? named ?? current.rules, schemes: read.policy };
  return { ok: true, draft: beside ? { ...draft, kind: 'both' } : { ...draft, kind: 'schemes' } };
}

function isSchemes(text: string): boolean {
  const written = jsonOrNothing(text);
  return typeof written === 'object' && written !== null && 'schemes' in written;
}
