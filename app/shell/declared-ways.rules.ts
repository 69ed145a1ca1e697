/**
 * What of the things that people may declare by themselves would fill something that is missing. It is asked of the same caps as a
 * section is: what counts nothing any more is no way. Sources: domain model §6.8 (what is declared), product (`/me` says what would fill it).
 */
import { type DeclaredWay, gainOf, helps, type MissingThing } from '#app/features/credits/filling.rules.ts';
import type { CreditRules } from '#app/features/credits/rules.schema.ts';
import type { Standing, StandingInput } from '#app/features/credits/standing.rules.ts';
import { declarableKinds, type Kind, kindName } from '#app/features/declarations/declarable.rules.ts';

interface Declaring {
  rules: CreditRules;
  standing: Standing;
  input: StandingInput;
  /** The day on which it would have been done. */
  on: string;
}

/** A credit of each kind is tried: whether one counts does not depend on how many there are. */
const ONE_CREDIT = 100;

/** The kinds that would help with a thing that is missing; a course is finished, never declared. */
export function declaredWays(thing: MissingThing, { rules, standing, input, on }: Declaring): DeclaredWay[] {
  if (thing.kind === 'course') return [];
  const kinds = declarableKinds(rules);
  return kinds
    .filter((kind) => helps(thing, '', gainOf(input, standing, wouldPay(kind, on))))
    .map((kind) => ({ key: kind.key, name: kindName(kinds, kind) }));
}

function wouldPay({ key, category, activity, levels }: Kind, on: string) {
  const [level] = levels;
  const line = level ? `${activity}.${level.key}` : activity;
  // What is declared belongs to no school, and nobody is sent to it.
  const lines = [{ category, line, amount: ONE_CREDIT, elective: true, school: null }];
  return { sectionId: `declared ${key}`, courseCode: '', lines, on };
}
