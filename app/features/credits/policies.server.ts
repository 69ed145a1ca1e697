import { createHash } from 'node:crypto';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type CreditRules, creditRules } from './rules.schema.ts';

export type PolicyKind = 'rules' | 'schemes' | 'leadership';

export interface Policy {
  kind: PolicyKind;
  code: string;
  version: string;
  title: string;
  validFrom: string;
  validTo: string | null;
  content: unknown;
}

/** Other content under a version that is published. */
export class PublishedOtherwise extends Error {}

/**
 * Publishes a version of a policy; from then on it never changes. Publishing the same content again changes nothing;
 * other content under a published version is refused by throwing, because entries point at what they were computed with.
 */
export async function publishPolicy(db: Db, { policy, now }: { policy: Policy; now: Date }): Promise<string> {
  const content = JSON.stringify(policy.content);
  const hash = createHash('sha256').update(content).digest('hex');
  const known = await db
    .selectFrom('policy_version')
    .select(['id', 'content_hash'])
    .where('code', '=', policy.code)
    .where('version', '=', policy.version)
    .executeTakeFirst();
  if (known) {
    if (known.content_hash === hash) return known.id;
    throw new PublishedOtherwise(
      `Policy ${policy.code} ${policy.version} is published with other content: publish a new version.`,
    );
  }
  const row = {
    id: newId(),
    kind: policy.kind,
    code: policy.code,
    version: policy.version,
    title: policy.title,
    content,
    content_hash: hash,
    valid_from: policy.validFrom,
    valid_to: policy.validTo,
    published_at: now.toISOString(),
  };
  try {
    await inTransaction(db, async (trx) => {
      await trx.insertInto('policy_version').values(row).execute();
      await writeJournal(trx, {
        ...{ actor: systemActor('policies'), action: 'policy.published' },
        ...{ subjectType: 'policy_version', subjectId: row.id },
        ...{ detail: { title: policy.title, version: policy.version, from: policy.validFrom }, now },
      });
    });
  } catch (error) {
    if (isUniqueViolation(error)) return publishPolicy(db, { policy, now });
    throw error;
  }
  // All of them: the caller may have published in a transaction of its own.
  inForce = new WeakMap();
  return row.id;
}

/** Code and version of every published policy, as in `fangxing-rules 2026.1`. */
export async function publishedVersions(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('policy_version').select(['code', 'version']).execute();
  return rows.map(({ code, version }) => `${code} ${version}`);
}

/** Whether a policy of a kind is published that was in force before a calendar day. */
export async function publishedBefore(
  db: Db,
  { kind, day }: { kind: PolicyKind; day: string },
): Promise<boolean> {
  const earlier = await db
    .selectFrom('policy_version')
    .select('id')
    .where('kind', '=', kind)
    .where('valid_from', '<', day)
    .limit(1)
    .executeTakeFirst();
  return earlier !== undefined;
}

const kinds: readonly PolicyKind[] = ['rules', 'schemes', 'leadership'];

/** What the academy has not published for a calendar day: without rules nobody can enrol, without schemes nobody owes anything. */
export async function missingPolicies(db: Db, day: string): Promise<PolicyKind[]> {
  const found = await Promise.all(kinds.map((kind) => policyInForce(db, kind, day)));
  return kinds.filter((_, index) => found[index] === null);
}

export interface PolicyInForce {
  id: string;
  code: string;
  version: string;
  title: string;
  content: unknown;
  /** SHA-256 of the content as it was published. */
  hash: string;
}

type InForce = ReadonlyMap<string, PolicyInForce>;

const KEPT_MS = 10_000;
const MOST_IN_FORCE = 200;

// Every page of credits asks for the same policies. Another process's new version shows here within ten seconds.
let inForce = new WeakMap<Db, Map<string, { policies: Promise<InForce>; keptAt: number }>>();

/** The newest published policy of a kind that is in force on a calendar day, or null. At most one statement. */
export async function policyInForce(db: Db, kind: PolicyKind, day: string): Promise<PolicyInForce | null> {
  if (db.isTransaction) return readInForce(db, kind, day);
  const kept = inForce.get(db) ?? new Map<string, { policies: Promise<InForce>; keptAt: number }>();
  inForce.set(db, kept);
  const known = kept.get(day);
  if (known && performance.now() - known.keptAt < KEPT_MS) return (await known.policies).get(kind) ?? null;
  const policies = policiesInForce(db, day);
  if (kept.size > 100) kept.clear();
  kept.set(day, { policies, keptAt: performance.now() });
  policies.catch(() => kept.delete(day));
  return (await policies).get(kind) ?? null;
}

const shown = ['id', 'code', 'version', 'title', 'content', 'content_hash'] as const;

/** The newest of each kind. */
async function policiesInForce(db: Db, day: string): Promise<InForce> {
  const rows = await newestFirst(db, day)
    .select([...shown, 'kind'])
    .limit(MOST_IN_FORCE)
    .execute();
  const policies = new Map<string, PolicyInForce>();
  for (const { kind, ...row } of rows) if (!policies.has(kind)) policies.set(kind, asPolicy(row));
  return policies;
}

/** The one that is asked for: a transaction holds locks while it reads. */
async function readInForce(db: Db, kind: PolicyKind, day: string): Promise<PolicyInForce | null> {
  const row = await newestPolicy(db, kind, day).select(shown).limit(1).executeTakeFirst();
  return row ? asPolicy(row) : null;
}

/**
 * The policies of a kind that are in force on a calendar day, newest first. Of those that begin on one day the one that was
 * published last: a version is a name and has no order.
 */
export function newestPolicy(db: Db, kind: PolicyKind, day: string) {
  return newestFirst(db, day).where('kind', '=', kind);
}

function newestFirst(db: Db, day: string) {
  return db
    .selectFrom('policy_version')
    .where('valid_from', '<=', day)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', day)]))
    .orderBy('valid_from', 'desc')
    .orderBy('published_at', 'desc')
    .orderBy('id', 'desc');
}

type PolicyRow = Omit<PolicyInForce, 'content' | 'hash'> & { content: string; content_hash: string };

function asPolicy({ content, content_hash, ...row }: PolicyRow): PolicyInForce {
  return { ...row, content: JSON.parse(content) as unknown, hash: content_hash };
}

export interface RulesInForce {
  id: string;
  version: string;
  rules: CreditRules;
}

/** The credit rules in force on a calendar day, or null when the academy has published none. */
export async function rulesIfAny(db: Db, day: string): Promise<RulesInForce | null> {
  const policy = await policyInForce(db, 'rules', day);
  if (!policy) return null;
  const rules = parsedRules.get(policy.id) ?? creditRules.parse(policy.content);
  parsedRules.set(policy.id, rules);
  return { id: policy.id, version: policy.version, rules };
}

/** The credit rules in force on a calendar day. Throws when the academy has published none: nothing may be earned then. */
export async function rulesInForce(db: Db, day: string): Promise<RulesInForce> {
  const found = await rulesIfAny(db, day);
  if (!found) throw new Error(`No credit rules are published for ${day}.`);
  return found;
}

// Published versions never change, so what was parsed once stays true for the life of the process.
const parsedRules = new Map<string, CreditRules>();

/** The rules of a version that an entry or an enrolment points at. */
export async function rulesOfVersion(db: Db, id: string): Promise<CreditRules | null> {
  const known = parsedRules.get(id);
  if (known) return known;
  const row = await db.selectFrom('policy_version').select('content').where('id', '=', id).executeTakeFirst();
  if (!row) return null;
  const rules = creditRules.parse(JSON.parse(row.content));
  parsedRules.set(id, rules);
  return rules;
}

/** Published rules by their name, or null. */
export async function rulesNamed(
  db: Db,
  { code, version }: { code: string; version: string },
): Promise<CreditRules | null> {
  const row = await db
    .selectFrom('policy_version')
    .select('id')
    .where('code', '=', code)
    .where('version', '=', version)
    .where('kind', '=', 'rules')
    .executeTakeFirst();
  return row ? rulesOfVersion(db, row.id) : null;
}
