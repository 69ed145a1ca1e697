import { createHash } from 'node:crypto';
import type { Db } from '#db/database.ts';
import { firstHash, hashWith } from './batches.server.ts';
import { canonical, type Json } from './canonical.rules.ts';
import type { FrozenInputs, PinnedYear } from './frozen.rules.ts';
import { policiesPinned } from './pinning.server.ts';
import { confirmationOfReckoned, type Reckoned, reckon, sha256 } from './reckoning.server.ts';

/** A frozen statement as it lies in the database. */
export interface StoredStatement {
  id: string;
  person_id: string;
  name: string;
  /** The year of its closing. */
  year: number;
  number: number;
  revision: number;
  status: string;
  confirmation: string;
  inputs: string;
  result: string;
  inputs_hash: string;
  result_hash: string;
  /** Since when their account is closed: then a pseudonym stands in the inputs, whose hash is the one of before. */
  closed_at: string | null;
}

/** Statements after one of these ids, in the order of ids. One statement. */
export function statementsAfter(db: Db, after: string, limit: number): Promise<StoredStatement[]> {
  return db
    .selectFrom('frozen_statement')
    .innerJoin('year_closing', 'year_closing.id', 'frozen_statement.closing_id')
    .leftJoin('closed_account', 'closed_account.person_id', 'frozen_statement.person_id')
    .select([
      'frozen_statement.id',
      'frozen_statement.person_id',
      'closed_at',
      'name',
      'year',
      'number',
      'revision',
      'status',
    ])
    .select(['confirmation', 'inputs', 'result', 'inputs_hash', 'result_hash'])
    .where('frozen_statement.id', '>', after)
    .orderBy('frozen_statement.id')
    .limit(limit)
    .execute();
}

/**
 * What is wrong with a frozen statement; null when its hashes are those of its texts, and the same inputs with the same policies give the same sheet
 * again, byte by byte, and the row names the person and the year of its inputs. `known` keeps policies from one statement to the next.
 */
export async function faultOf(
  db: Db,
  stored: StoredStatement,
  known = new Map<string, Awaited<ReturnType<typeof policiesPinned>>>(),
): Promise<string | null> {
  if (stored.closed_at === null && sha256(stored.inputs) !== stored.inputs_hash) return 'inputs';
  if (sha256(stored.result) !== stored.result_hash) return 'result';
  const inputs = JSON.parse(stored.inputs) as FrozenInputs;
  if (canonical(inputs as unknown as Json) !== stored.inputs) return 'form';
  const { person, year } = inputs;
  const isTheirs = person.id === stored.person_id && person.name === stored.name && year === stored.year;
  if (!isTheirs) return 'owner';
  const key = JSON.stringify(inputs.policies);
  if (!known.has(key)) known.set(key, await trustedPolicies(db, inputs.policies));
  const policies = known.get(key) ?? null;
  if (inputs.policies.length > 0 && !policies) return 'policies';
  const again = reckon(inputs, policies);
  if (again.sheetText !== stored.result) return 'sheet';
  const isSame = again.sheet.status === stored.status && mayStand(again, stored.confirmation);
  return isSame ? null : 'words';
}

/** For a time a yes that named the sheet alone was taken for one to something else: what was frozen then stands as it is. */
function mayStand(again: Reckoned, confirmation: string): boolean {
  const isYesToSheet =
    again.inputs.answer?.kind === 'confirmed' && again.inputs.answer.seen === again.sheetHash;
  return confirmation === confirmationOfReckoned(again) || (isYesToSheet && confirmation === 'changed');
}

/** Null where a policy is not there any more, or is not what it was. */
async function trustedPolicies(db: Db, pinned: readonly PinnedYear[]) {
  for (const { id, hash } of pinned.flatMap(({ rules, schemes }) => [rules, schemes])) {
    const row = await db
      .selectFrom('policy_version')
      .select('content')
      .where('id', '=', id)
      .executeTakeFirst();
    if (!row || createHash('sha256').update(row.content).digest('hex') !== hash) return null;
  }
  return policiesPinned(db, pinned);
}

const AT_ONCE = 1_000;

/** The hash and number of a freezing, computed again from its statements in the order of their numbers; for a whole year at a time. */
export async function recomputedEnd(
  db: Db,
  run: { id: string; closingId: string; year: number; number: number },
): Promise<{ people: number; hash: string }> {
  let hash = firstHash(run.year, run.number);
  let people = 0;
  for (let after = ''; ; ) {
    const rows = await db
      .selectFrom('frozen_statement')
      .select(['id', 'number', 'revision', 'inputs_hash', 'result_hash'])
      .where('closing_id', '=', run.closingId)
      .where('run_id', '=', run.id)
      .where('reopening_id', 'is', null)
      .where('person_id', '>', after)
      .select('person_id')
      .orderBy('person_id')
      .limit(AT_ONCE)
      .execute();
    for (const { number, revision, inputs_hash, result_hash } of rows)
      hash = hashWith(hash, {
        year: run.year,
        number,
        revision,
        inputsHash: inputs_hash,
        sheetHash: result_hash,
      });
    people += rows.length;
    const last = rows.at(-1);
    if (!last || rows.length < AT_ONCE) return { people, hash };
    after = last.person_id;
  }
}
