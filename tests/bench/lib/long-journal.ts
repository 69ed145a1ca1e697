import { randomFillSync } from 'node:crypto';
import { commitmentOf, leafOf, nextBlock } from '#app/features/chain/hashes.rules.ts';
import { MOST_IN_A_BLOCK } from '#app/features/chain/sealing.server.ts';
import { namedActions } from '#app/features/journal/action-names.rules.ts';
import { type LineFields, sealedLine } from '#app/features/journal/line.rules.ts';

/** What the journal of an academy has come to: so many lines, evenly over the days until now, each sealed. */
export interface LongJournal {
  lines: number;
  days: number;
  people: readonly string[];
  now: Date;
}

/** The part of an embedded engine that is needed to write millions of rows. */
export interface RowEngine {
  exec(sql: string): unknown;
  prepare(sql: string): {
    run(...values: (string | number | null)[]): unknown;
    all(): Record<string, unknown>[];
  };
}

const COMMIT_EVERY = 100;
const DAY_MS = 86_400_000;
/** Those of the staff, who write most lines. */
const STAFF = 20;
export const staffOf = ({ people }: Pick<LongJournal, 'people'>) => people.slice(0, STAFF);
/** What nobody of the staff ever did: of a search for both, nothing is found. */
export const NEVER_BY_STAFF = 'sessions.ended';
const others = namedActions.filter((action) => action !== NEVER_BY_STAFF);
/** Everyday deeds, more of them than of all others. */
const everyday = ['person.signed-in', 'person.opened', 'credit.read', 'person.listed', 'statement.listed'];

/**
 * Writes lines, places in the chain and blocks straight into the tables, as the academy would have written them one by one: indexes and triggers come back
 * afterwards. The same lines for the same number.
 */
export function writeLongJournal(engine: RowEngine, journal: LongJournal): void {
  const set = setAside(engine);
  const [line, leaf, block] = [
    engine.prepare(
      'insert into journal_entry (id, at, actor_id, on_behalf_of, action, subject_type, subject_id, detail, concerns_id, outcome, origin) values (?,?,?,?,?,?,?,?,?,?,?)',
    ),
    engine.prepare(
      'insert into journal_leaf (entry_id, block_number, position, salt, leaf) values (?,?,?,?,?)',
    ),
    engine.prepare(
      'insert into journal_block (number, previous_hash, sealed_at, entries, total, root, hash) values (?,?,?,?,?,?,?)',
    ),
  ];
  const salts = Buffer.alloc(MOST_IN_A_BLOCK * 32);
  let last: ReturnType<typeof nextBlock> | null = null;
  engine.exec('begin');
  for (let from = 0; from < journal.lines; from += MOST_IN_A_BLOCK) {
    randomFillSync(salts);
    const rows = Array.from({ length: Math.min(MOST_IN_A_BLOCK, journal.lines - from) }, (_, n) => {
      const fields = lineAt(journal, from + n);
      const salt = salts.toString('hex', n * 32, n * 32 + 32);
      const { open, closed } = sealedLine(fields);
      return { fields, salt, hash: leafOf(open, commitmentOf(salt, closed)) };
    });
    const hashes = rows.map(({ hash }) => hash);
    last = nextBlock(last, hashes, String(rows.at(-1)?.fields.at));
    const { number, previous, sealedAt, entries, total, root, hash } = last;
    block.run(number, previous, sealedAt, entries, total, root, hash);
    for (const [n, { fields, salt, hash: own }] of rows.entries()) {
      line.run(...valuesOf(fields));
      leaf.run(fields.id, number, n + 1, salt, own);
    }
    if (number % COMMIT_EVERY === 0) engine.exec('commit; begin');
  }
  engine.exec('commit');
  for (const sql of set) engine.exec(sql);
  engine.exec('analyze');
}

/** Takes indexes and triggers of the journal away; answers what makes them again. */
function setAside(engine: RowEngine): string[] {
  const found = engine
    .prepare(
      "select type, name, sql from sqlite_master where tbl_name in ('journal_entry', 'journal_leaf', 'journal_block') and type in ('index', 'trigger') and sql is not null",
    )
    .all();
  for (const { type, name } of found) engine.exec(`drop ${type} "${name}"`);
  return found.map(({ sql }) => String(sql));
}

/** A line that is always the same for its number. */
export function lineAt({ lines, days, people, now }: LongJournal, n: number): LineFields & { id: string } {
  const chance = (salt: number) => mixed(n * 16 + salt) / 2 ** 32;
  const time = now.getTime() - days * DAY_MS + Math.floor((n / lines) * days * DAY_MS);
  const [byStaff, isEveryday] = [chance(1) < 0.6, chance(2) < 0.7];
  const pool = byStaff ? staffOf({ people }) : people.slice(STAFF);
  const some = isEveryday ? everyday : byStaff ? others : namedActions;
  const concerns = people[Math.floor(chance(4) * people.length)] ?? '';
  const action = some[Math.floor(chance(5) * some.length)] ?? 'person.opened';
  return {
    id: idAt(time, n),
    at: new Date(time).toISOString(),
    actor_id: pool[Math.floor(chance(3) ** 2 * pool.length)] ?? null,
    on_behalf_of: null,
    concerns_id: concerns,
    action,
    subject_type: 'person',
    subject_id: concerns,
    outcome: chance(6) < 0.002 ? 'refused' : 'done',
    detail: JSON.stringify({ year: 2026, reason: '按规定办理', count: Math.floor(chance(7) * 100) }),
    origin: '10.8.6.0/24',
  };
}

const valuesOf = (f: LineFields): (string | number | null)[] => [
  ...[f.id, f.at, f.actor_id, f.on_behalf_of, f.action, f.subject_type, f.subject_id],
  ...[f.detail, f.concerns_id, f.outcome, f.origin],
];

/** As lib/id.ts makes them: the time first. */
function idAt(time: number, n: number): string {
  const hex = time.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${(n % 4096).toString(16).padStart(3, '0')}-8000-${n.toString(16).padStart(12, '0')}`;
}

/** A number from 0 to 2³² that looks like chance (the end of MurmurHash3). */
function mixed(n: number): number {
  let h = Math.imul(n ^ (n >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
