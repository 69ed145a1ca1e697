import { peopleNamed } from '#app/features/identity/people-search.server.ts';
import { peopleReached, type Reach } from '#app/features/identity/reach.server.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { type Part, partOf } from '#db/part.server.ts';
import type { Days } from './cycle.rules.ts';
import type { CategoryCode } from './rules.schema.ts';

/** One line of the ledger. Amount in hundredths; `reversedById` names the entry that took it back. */
export interface LedgerEntry {
  id: string;
  personId: string;
  personName: string;
  kind: 'award' | 'reversal';
  source: { type: string; id: string };
  line: string;
  category: CategoryCode;
  amount: number;
  elective: boolean;
  school: School | null;
  title: string;
  revision: number;
  reversesId: string | null;
  reversedById: string | null;
  occurredOn: string;
  postedAt: string;
  postedByName: string | null;
  reason: string | null;
  ruleVersionId: string;
  ruleVersion: string;
  ruleTitle: string;
  /** `before`: what it would have been without making up. */
  computation: { ruleLine?: string; words?: string; before?: number };
  evidence: EntryEvidence;
}

export interface EntryEvidence {
  courseCode?: string;
  courseVersion?: number;
  section?: string;
  /** Two people changed it; the snapshot of that. Dates are instants. */
  adjustment?: {
    adjustmentId?: string;
    kind: string;
    reason: string;
    evidence: string;
    proposedBy: string;
    proposedAt: string;
    confirmedBy: string;
    confirmedAt: string;
    words: string;
    /** The entry in whose place it stands. */
    insteadOf: string | null;
  };
  requirements?: ({ kind: string; title: string; metAt: string | null } & Record<string, unknown>)[];
}

const PAGE_SIZE = 50;

function entryRows(db: Db) {
  return db
    .selectFrom('credit_entry as entry')
    .innerJoin('person', 'person.id', 'entry.person_id')
    .innerJoin('policy_version', 'policy_version.id', 'entry.rule_version_id')
    .leftJoin('credit_entry as reversal', 'reversal.reverses_id', 'entry.id')
    .leftJoin('person as poster', 'poster.id', 'entry.posted_by')
    .selectAll('entry')
    .select([
      'person.name as personName',
      'reversal.id as reversedById',
      'poster.name as postedByName',
      'policy_version.version as ruleVersion',
      'policy_version.title as ruleTitle',
    ]);
}

type EntryRow = Awaited<ReturnType<ReturnType<typeof entryRows>['executeTakeFirstOrThrow']>>;

function asEntry(row: EntryRow): LedgerEntry {
  return {
    id: row.id,
    personId: row.person_id,
    personName: row.personName,
    kind: row.kind as LedgerEntry['kind'],
    source: { type: row.source_type, id: row.source_id },
    line: row.line,
    category: row.category as CategoryCode,
    amount: row.amount,
    elective: row.elective === 1,
    school: row.school as School | null,
    title: row.title,
    revision: row.revision,
    reversesId: row.reverses_id,
    reversedById: row.reversedById,
    occurredOn: row.occurred_on,
    postedAt: row.posted_at,
    postedByName: row.postedByName,
    reason: row.reason,
    ruleVersionId: row.rule_version_id,
    ruleVersion: row.ruleVersion,
    ruleTitle: row.ruleTitle,
    computation: JSON.parse(row.computation),
    evidence: JSON.parse(row.evidence),
  };
}

/** Somebody's entries of some days by the day on which they were earned, newest first: awards and reversals. At most 500. */
export async function creditEntries(db: Db, personId: string, { from, to }: Days): Promise<LedgerEntry[]> {
  const rows = await entryRows(db)
    .where('entry.person_id', '=', personId)
    .where('entry.occurred_on', '>=', from)
    .where('entry.occurred_on', '<=', to)
    .orderBy('entry.occurred_on', 'desc')
    .orderBy('entry.posted_at', 'desc')
    .orderBy('entry.id', 'desc')
    .limit(500)
    .execute();
  return rows.map(asEntry);
}

/** One entry, or null. Whose it is, the caller checks. */
export async function creditEntry(db: Db, entryId: string): Promise<LedgerEntry | null> {
  const row = await entryRows(db).where('entry.id', '=', entryId).executeTakeFirst();
  return row ? asEntry(row) : null;
}

/** Whose entry it is; null where there is none. One statement. */
export async function ownerOfEntry(db: Db, entryId: string): Promise<string | null> {
  const row = await db
    .selectFrom('credit_entry')
    .select('person_id')
    .where('id', '=', entryId)
    .executeTakeFirst();
  return row?.person_id ?? null;
}

/** The list goes so far back and no further: what is older is found by the name. */
const MOST_LISTED = 10_000;
/** Of so many people at most the entries are looked up by person. */
const FEW_PEOPLE = 200;
/** Of more people those that stand among the newest of the academy: to sort all of theirs would take seconds. */
const NEWEST = 20_000;

/**
 * A page of the ledger of everybody within reach by time of posting, newest first; `q` is the beginning of a name, of its pinyin or of a username.
 * Never by amount. `total` stops at ten thousand, or at what of many people is among the newest; `hasMore` says that it may. A file is not counted. At most five statements.
 */
export async function ledgerPage(
  db: Db,
  { q, reach, ...part }: { q: string; reach: Reach } & Part,
): Promise<{ entries: LedgerEntry[]; total: number; pageSize: number; hasMore: boolean }> {
  const { entries: matching, areNewest } = await entriesOf(db, q, reach);
  // The index gives the page; only its fifty rows are looked at whole.
  const order = [
    ['entry.posted_at', 'desc'],
    ['entry.id', 'desc'],
  ] as const;
  const shown = partOf(matching, { ...part, order, pageSize: PAGE_SIZE });
  const found = await entryRows(db)
    .innerJoin(shown.as('shown'), 'shown.id', 'entry.id')
    .orderBy('entry.posted_at', 'desc')
    .orderBy('entry.id', 'desc')
    .execute();
  const entries = found.map(asEntry);
  if (part.page === undefined) return { entries, total: 0, pageSize: PAGE_SIZE, hasMore: false };
  const { total } = await db
    .selectFrom(matching.limit(MOST_LISTED + 1).as('counted'))
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return {
    entries,
    total: Math.min(Number(total), MOST_LISTED),
    pageSize: PAGE_SIZE,
    hasMore: Number(total) > MOST_LISTED || (areNewest && (await hasOlder(db))),
  };
}

async function entriesOf(db: Db, q: string, reach: Reach) {
  const entries = db.selectFrom('credit_entry as entry').select('entry.id');
  const isEverywhere = reach.scopes === 'everywhere';
  if (q === '' && isEverywhere) return { entries, areNewest: false };
  const people = peopleNamed(db, q)
    .select('person.id')
    .$if(!isEverywhere, (named) => named.where('person.id', 'in', peopleReached(db, reach)));
  const found = await people.limit(FEW_PEOPLE + 1).execute();
  const ids = ['nobody', ...found.map(({ id }) => id)];
  if (found.length <= FEW_PEOPLE)
    return { entries: entries.where('entry.person_id', 'in', ids), areNewest: false };
  const newest = db
    .selectFrom('credit_entry')
    .select(['id', 'person_id', 'posted_at'])
    .orderBy('posted_at', 'desc')
    .orderBy('id', 'desc')
    .limit(NEWEST);
  const theirs = db.selectFrom(newest.as('entry')).where('entry.person_id', 'in', people);
  return { entries: theirs.select('entry.id'), areNewest: true };
}

async function hasOlder(db: Db): Promise<boolean> {
  const older = await db
    .selectFrom('credit_entry')
    .select('posted_at')
    .orderBy('posted_at', 'desc')
    .offset(NEWEST)
    .limit(1)
    .executeTakeFirst();
  return older !== undefined;
}
