import { rulesIfAny } from '#app/features/credits/policies.server.ts';
import type { CreditRules } from '#app/features/credits/rules.schema.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import type { DeclarationRow } from '#db/tables/declarations.ts';
import { type Claim, type Kind, kindOf, payOfClaim } from './declarable.rules.ts';
import { lastDayIn } from './ended-publicity.server.ts';
import { type EvidenceFile, evidenceOf } from './evidence.server.ts';
import { titleOfItem } from './same-items.server.ts';
import { type DeclarationState, mayWrite, type StepKind } from './states.rules.ts';
import { claimOf, declarationRow } from './steps.server.ts';

/** What was declared, as pages show it. `units` in hundredths. */
export interface Declared extends Claim {
  id: string;
  personId: string;
  title: string;
  organiser: string;
  part: string;
  certificate: string;
  companions: string;
  occurredOn: string;
  words: string;
  state: DeclarationState;
  savedAt: string;
  sentAt: string | null;
  /** How many steps it has: what a form sends back as seen. */
  steps: number;
  /** The first declaration of the same thing; empty. */
  sameAs: string;
}

export interface Step {
  number: number;
  kind: StepKind;
  at: string;
  words: string;
}

export interface Grant extends Pick<Claim, 'level' | 'units' | 'again'> {
  step: number;
  amount: number;
  asked: number;
  words: string;
}

/** How the rules of the day on which it was done reckon it; null where they do not know it. */
export interface Worth {
  ruleVersion: string;
  ruleTitle: string;
  kind: Kind;
  amount: number;
  words: string;
}

export interface DeclarationSheet {
  declared: Declared;
  steps: Step[];
  grants: Grant[];
  publicity: {
    startsOn: string;
    endsOn: string;
    workingDays: number;
    running: boolean;
    /** Years on the way to its end whose holidays are not known yet. */
    unknownYears: number[];
  } | null;
  worth: Worth | null;
  /** By the rules of that day, or of today where that day has none: what its form asks. */
  kind: Kind | null;
  files: EvidenceFile[];
  /** The title of the first declaration of the same thing; null where it is a thing of its own. */
  sameTitle: string | null;
}

/** Everything about one declaration, files signed for `forPerson`. Whoever calls has seen that they may read it. At most five statements. */
export async function declarationSheet(
  db: Db,
  { row, forPerson, now }: { row: DeclarationRow; forPerson: string | null; now: Date },
): Promise<DeclarationSheet> {
  const [rows, files, worth, sameTitle] = await Promise.all([
    stepRows(db, row.id),
    evidenceOf(db, { declarationId: row.id, forPerson, now }),
    worthOf(db, row),
    titleOfItem(db, row),
  ]);
  const key = `${row.category}.${row.activity}`;
  const kind =
    worth?.kind ?? (mayWrite(row.state as 'draft') ? await kindOn(db, { key, day: dayOf(now) }) : null);
  return {
    declared: asDeclared(row),
    steps: rows.map(({ number, kind, at, words }) => ({ number, kind: kind as StepKind, at, words })),
    grants: rows.flatMap(grantIn),
    publicity: rows.flatMap(publicityIn).at(-1) ?? null,
    worth,
    kind,
    files,
    sameTitle,
  };
}

/** The kind of this key by the rules of a day, or null. At most one statement. */
export async function kindOn(db: Db, { key, day }: { key: string; day: string }): Promise<Kind | null> {
  const found = await rulesIfAny(db, day);
  return found && kindOf(found.rules, key);
}

/** Its steps, with what was granted by them and how long that is public. */
function stepRows(db: Db, declarationId: string) {
  return db
    .selectFrom('declaration_step as step')
    .leftJoin('declaration_grant as grant', (join) =>
      join.onRef('grant.declaration_id', '=', 'step.declaration_id').onRef('grant.step', '=', 'step.number'),
    )
    .leftJoin('publicity', 'publicity.grant_id', 'grant.id')
    .select(['step.number', 'step.kind', 'step.at', 'step.words'])
    .select(['grant.level', 'grant.units', 'grant.again', 'grant.amount', 'grant.asked', 'grant.computation'])
    .select(['publicity.starts_on', 'publicity.ends_on', 'publicity.working_days', 'publicity.open'])
    .where('step.declaration_id', '=', declarationId)
    .orderBy('step.number')
    .execute();
}

type StepRow = Awaited<ReturnType<typeof stepRows>>[number];

function grantIn({ number: step, amount, asked, computation, level, units, again }: StepRow): Grant[] {
  if (amount === null || asked === null || computation === null) return [];
  const { words } = JSON.parse(computation) as { words: string };
  return [{ step, level, units, again: again === 1, amount, asked, words }];
}

function publicityIn({ starts_on, ends_on, working_days, open }: StepRow) {
  if (starts_on === null || ends_on === null || working_days === null) return [];
  const { day: endsOn, unknownYears } = lastDayIn({ starts_on, ends_on, working_days, open });
  return [{ startsOn: starts_on, endsOn, workingDays: working_days, running: open === 1, unknownYears }];
}

/** One's own declaration, or null. One statement. */
export async function ownDeclaration(
  db: Db,
  { declarationId, personId }: { declarationId: string; personId: string | null },
): Promise<DeclarationRow | null> {
  const row = await declarationRow(db, declarationId);
  return row && row.person_id === personId ? row : null;
}

/** What it gives by the rules of the day on which it was done. */
export async function worthOf(db: Db, row: DeclarationRow): Promise<Worth | null> {
  const found = await rulesIfAny(db, row.occurred_on);
  return found && worthBy(found, claimOf(row));
}

/** The same of a claim, by rules in hand. */
export function worthBy(
  { version, rules }: { version: string; rules: CreditRules },
  claim: Claim,
): Worth | null {
  const kind = kindOf(rules, `${claim.category}.${claim.activity}`);
  const pay = payOfClaim(rules, claim);
  if (!kind || !pay) return null;
  return { ruleVersion: version, ruleTitle: rules.title, kind, amount: pay.amount, words: pay.words };
}

function asDeclared(row: DeclarationRow): Declared {
  const { id, title, organiser, part, certificate, companions, words, steps } = row;
  return {
    ...claimOf(row),
    ...{ id, title, organiser, part, certificate, companions, words, steps },
    personId: row.person_id,
    occurredOn: row.occurred_on,
    state: row.state as DeclarationState,
    sameAs: row.same_as,
    savedAt: row.saved_at,
    sentAt: row.sent_at,
  };
}
