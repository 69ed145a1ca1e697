/** People in a small organisation, what they are in it, and credits they have earned. */
import { postCredit } from '#app/features/credits/ledger.server.ts';
import { appoint } from '#app/features/identity/people.server.ts';
import type { UnitKind } from '#app/features/organisation/kinds.ts';
import { createUnit } from '#app/features/organisation/units.server.ts';
import { type Actor, sealActor } from '#app/lib/actor.ts';
import type { Position } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { academy, aLearner, next, now } from '#tests/support/world.ts';

export interface Place {
  id: string;
  path: string;
}

/** A unit of the territory, or of the party when it is a committee at the top. */
export async function aPlace(
  db: Db,
  parent: Place | null,
  kind: UnitKind,
  name: string,
  tree: 'territory' | 'party' = 'territory',
): Promise<Place> {
  const outcome = await createUnit(db, {
    ...{ actor: academy, tree, kind, name, now },
    parentId: parent?.id ?? null,
    validFrom: '2020-01-01',
  });
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome;
}

/** Somebody of this name with these posts since 2024. */
export async function somebody(
  db: Db,
  name: string,
  posts: readonly (readonly [Position, Place, { validFrom?: string; validTo?: string }?])[],
): Promise<string> {
  const { personId } = await aLearner(db, name);
  for (const [position, { id: orgUnitId }, dates] of posts) {
    const post = { actor: academy, personId, position, orgUnitId, validFrom: '2024-01-01', now, ...dates };
    const outcome = await appoint(db, post);
    if (!outcome.ok) throw new Error(outcome.reason);
  }
  return personId;
}

/** An assessor of these places, or of everything. */
export const assessorOf = (personId: string, places: readonly (Place | null)[]): Actor =>
  sealActor({
    personId,
    name: '查看人',
    roles: places.map((place) => ({
      role: 'assessor' as const,
      scopePath: place?.path ?? null,
      scopeTree: null,
      school: null,
    })),
  });

interface Earned {
  personId: string;
  amount: number;
  ruleVersionId: string;
  occurredOn?: string;
  courseCode?: string;
}

const MOST_A_DAY = 800;

let days = 0;
/** Another day of the first nine months of 2026 than the last time. */
function nextDay(): string {
  days += 1;
  const month = String((Math.floor(days / 28) % 9) + 1).padStart(2, '0');
  return `2026-${month}-${String((days % 28) + 1).padStart(2, '0')}`;
}

/**
 * Credits of category A of the governance school, in hundredths, on as many days as it takes: no more than eight a day count.
 * Returns the last entry.
 */
export async function earn(db: Db, earned: Earned): Promise<string> {
  const { personId, amount, ruleVersionId, occurredOn, courseCode = 'ZL02' } = earned;
  const { entryId } = await postCredit(db, {
    ...{ personId, amount: Math.min(amount, MOST_A_DAY), ruleVersionId },
    occurredOn: occurredOn ?? nextDay(),
    source: { type: 'completion', id: `source-${next()}` },
    line: 'face',
    category: 'A',
    elective: false,
    school: 'governance',
    title: '议事',
    computation: {},
    evidence: { courseCode },
    actor: null,
    now,
  });
  return amount > MOST_A_DAY ? earn(db, { ...earned, amount: amount - MOST_A_DAY }) : entryId;
}
