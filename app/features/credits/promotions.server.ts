import type { Db } from '#db/database.ts';
import { policyInForce } from './policies.server.ts';
import { type CatchingUp, catchingUp, coveredSince, promotedFrom } from './promotion.rules.ts';
import { awardsThatStand, type HeldPost, type LedgerLine } from './records.server.ts';
import { creditSchemes, type Promotion } from './schemes.schema.ts';

/** What the schemes in force on a day say of promotions. At most one statement. */
export async function promotionsOn(db: Db, day: string): Promise<readonly Promotion[]> {
  const policy = await policyInForce(db, 'schemes', day);
  if (!policy) return [];
  const found = known.get(policy.id) ?? creditSchemes.parse(policy.content).promotions ?? [];
  known.set(policy.id, found);
  return found;
}

// Published versions never change, so what was parsed once stays true for the life of the process.
const known = new Map<string, readonly Promotion[]>();

interface InHand {
  /** All that were held on any day since `promotedFrom`: a post of before may be what a present one follows without a break. */
  posts: readonly HeldPost[];
  lines: readonly LedgerLine[];
  day: string;
}

/**
 * What somebody is to make up after a promotion, as it stands on a day; nothing that is done. The schemes in force on the first day in the
 * post decide: at most one statement for each such day, kept for some seconds.
 */
export async function catchingUpOf(db: Db, { posts, lines, day }: InHand): Promise<CatchingUp[]> {
  const awards = awardsThatStand(lines);
  const found: CatchingUp[] = [];
  for (const covered of await promotionsOn(db, day)) {
    const since = coveredSince(covered, posts, day);
    if (since === null || since < promotedFrom(day)) continue;
    const then = await promotionsOn(db, since);
    const asked = then.find(({ positions }) => positions.join() === covered.positions.join());
    const one = asked && catchingUp(asked, { posts, awards, day });
    if (one && one.state !== 'done') found.push(one);
  }
  return found;
}
