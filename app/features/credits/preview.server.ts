import { isWithin } from '#app/features/organisation/scope.ts';
import type { Db } from '#db/database.ts';
import { accountingYear } from './cycle.rules.ts';
import { countMoves, type StatusMove } from './preview-moves.rules.ts';
import { type HeldPost, type LedgerLine, ledgerLines, postsOfMany } from './records.server.ts';
import { reratedAmount } from './rerating.rules.ts';
import type { CreditRules } from './rules.schema.ts';
import { yearsBefore } from './scheme-year.rules.ts';
import type { CreditSchemes } from './schemes.schema.ts';
import type { StandingStatus } from './standing.rules.ts';
import {
  askedIn,
  lastDayOf,
  policiesOfYear,
  standingIn,
  termsOfYear,
  type YearPolicies,
} from './standing.server.ts';

export interface ChangedPerson {
  personId: string;
  name: string;
  before: StandingStatus;
  after: StandingStatus;
}

export interface PolicyPreview {
  people: number;
  moves: StatusMove[];
  /** Those whose status of the year changes, in the order of names, never of credits. */
  changed: ChangedPerson[];
  changedTotal: number;
  page: number;
  pages: number;
}

/** A few milliseconds of one statement: an embedded database lets nobody else have a turn meanwhile. */
const AT_ONCE = 50;
const PAGE_SIZE = 50;

interface Draft {
  rules: CreditRules;
  schemes: CreditSchemes;
}

export interface Previewing {
  draft: Draft;
  year: number;
  today: string;
  /** Only people of these parts of the organisation. */
  scopes?: 'everywhere' | readonly string[];
}

/** The same with every page of it. */
export type WholePreview = Omit<PolicyPreview, 'page' | 'pages'>;

/**
 * What draft policies would have made of a year that has been: everybody who held a position on its last day, as they stand and as they
 * would. Rates are applied as far as the ledger knows them (`reratedAmount`), with the rules that were in force at the end of the year.
 * Writes nothing. Three statements for each fifty people. `told` hears how many have been reckoned.
 */
export async function wholePreview(
  db: Db,
  { draft, year, today, scopes = 'everywhere', told }: Previewing & { told?: (people: number) => void },
): Promise<WholePreview> {
  const current = await policiesOfYear(db, { year, today });
  const drafted = await asPolicies(db, { draft, year, today });
  const moves = new Map<string, StatusMove>();
  const changed: (ChangedPerson & { order: string })[] = [];
  const day = lastDayOf(year, today);
  let people = 0;
  for (let after = ''; ; ) {
    const batch = await holdersAfter(db, { after, day });
    const last = batch.at(-1);
    if (!last) break;
    after = last.personId;
    const records = await recordsOf(db, { batch, current, drafted, year, today });
    for (const { personId, pinyin } of batch) {
      const record = records(personId);
      if (!belongs(record.posts, scopes, day)) continue;
      people++;
      const before = standingIn(year, current, record);
      const then = standingIn(year, drafted, { ...record, lines: rerated(record.lines, current, draft) });
      countMoves(moves, before, then);
      const { name } = record;
      if (before.status !== then.status)
        changed.push({
          personId,
          name,
          before: before.status,
          after: then.status,
          order: `${pinyin} ${personId}`,
        });
    }
    told?.(people);
  }
  changed.sort((one, other) => (one.order < other.order ? -1 : 1));
  return {
    people,
    moves: [...moves.values()],
    changed: changed.map(({ order: _, ...person }) => person),
    changedTotal: changed.length,
  };
}

/** One page of those whose result changes; the nearest there is. */
export function pageOf(preview: WholePreview, page: number): PolicyPreview {
  const pages = Math.max(1, Math.ceil(preview.changedTotal / PAGE_SIZE));
  const shown = Math.min(Math.max(1, page), pages);
  const changed = preview.changed.slice((shown - 1) * PAGE_SIZE, shown * PAGE_SIZE);
  return { ...preview, changed, page: shown, pages };
}

/** By the posts of that day: whoever went elsewhere before belongs there. */
function belongs(posts: readonly HeldPost[], scopes: 'everywhere' | readonly string[], day: string): boolean {
  if (scopes === 'everywhere') return true;
  return posts
    .filter(({ validFrom, validTo }) => validFrom <= day && (validTo ?? day) >= day)
    .some(({ unitPath }) => scopes.some((scope) => isWithin(scope, unitPath)));
}

/** The draft as if it had been in force; the years before keep what they had. */
async function asPolicies(
  db: Db,
  { draft, year, today }: { draft: Draft; year: number; today: string },
): Promise<YearPolicies> {
  const { to } = accountingYear(draft.rules, year);
  const last = lastDayOf(year, today);
  const asked = { ...draft, year, day: to < last ? to : last };
  const earlier = await Promise.all(yearsBefore(asked).map((before) => askedIn(db, { year: before, today })));
  return { ...asked, version: draft.schemes.version, earlier: earlier.filter((each) => each !== null) };
}

/** Some people with a position on a day, by their ids, from one id on. One statement. */
async function holdersAfter(db: Db, { after, day }: { after: string; day: string }) {
  return db
    .selectFrom('appointment')
    .innerJoin('person', 'person.id', 'appointment.person_id')
    .select(['person.id as personId', 'person.name_pinyin as pinyin'])
    .distinct()
    .where('appointment.person_id', '>', after)
    .where('appointment.valid_from', '<=', day)
    .where((where) =>
      where.or([where('appointment.valid_to', 'is', null), where('appointment.valid_to', '>=', day)]),
    )
    .orderBy('person.id')
    .limit(AT_ONCE)
    .execute();
}

interface Batch {
  batch: readonly { personId: string }[];
  current: YearPolicies | null;
  drafted: YearPolicies;
  year: number;
  today: string;
}

async function recordsOf(db: Db, { batch, current, drafted, year, today }: Batch) {
  const ids = batch.map(({ personId }) => personId);
  const terms = [current, drafted].map((policies) => termsOfYear(policies, { year, today }));
  const from = terms.map((each) => each.from).sort()[0] ?? `${year}-01-01`;
  const span = { from, to: lastDayOf(year, today), years: [...new Set(terms.flatMap(({ years }) => years))] };
  const [posts, lines] = [await postsOfMany(db, ids, span), await ledgerLines(db, ids)];
  return (personId: string): { name: string; posts: HeldPost[]; lines: LedgerLine[] } => ({
    name: posts.get(personId)?.name ?? '',
    posts: posts.get(personId)?.posts ?? [],
    lines: lines.get(personId) ?? [],
  });
}

function rerated(lines: readonly LedgerLine[], current: YearPolicies | null, draft: Draft): LedgerLine[] {
  if (!current) return [...lines];
  return lines.map((line) => ({ ...line, amount: reratedAmount(line, current.rules, draft.rules) }));
}
