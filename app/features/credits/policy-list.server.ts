import { isId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import type { PolicyKind } from './policies.server.ts';

export interface ListedPolicy {
  id: string;
  kind: PolicyKind;
  code: string;
  version: string;
  title: string;
  validFrom: string;
  validTo: string | null;
  publishedAt: string;
  hash: string;
  /** Of its kind the one that holds today. */
  inForce: boolean;
}

const MOST_LISTED = 200;
const listed = [
  'id',
  'kind',
  'code',
  'version',
  'title',
  'valid_from',
  'valid_to',
  'published_at',
  'content_hash',
] as const;

/** Every published version, the last in force first; at most two hundred. One statement. */
export async function publishedPolicies(db: Db, today: string): Promise<ListedPolicy[]> {
  const rows = await db
    .selectFrom('policy_version')
    .select(listed)
    .orderBy('valid_from', 'desc')
    .orderBy('published_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_LISTED)
    .execute();
  const holding = new Set<string>();
  return rows.map((row) => {
    const now = row.valid_from <= today && (row.valid_to ?? today) >= today;
    const inForce = now && !holding.has(row.kind);
    if (inForce) holding.add(row.kind);
    return { ...asListed(row), inForce };
  });
}

/** One version with its text as it was published; null where there is none. One statement. */
export async function publishedPolicy(
  db: Db,
  policyId: string,
): Promise<(Omit<ListedPolicy, 'inForce'> & { content: string }) | null> {
  if (!isId(policyId)) return null;
  const row = await db
    .selectFrom('policy_version')
    .select([...listed, 'content'])
    .where('id', '=', policyId)
    .executeTakeFirst();
  return row ? { ...asListed(row), content: row.content } : null;
}

interface Row {
  id: string;
  kind: string;
  code: string;
  version: string;
  title: string;
  valid_from: string;
  valid_to: string | null;
  published_at: string;
  content_hash: string;
}

const asListed = ({ valid_from, valid_to, published_at, content_hash, kind, ...row }: Row) => ({
  ...row,
  kind: kind as PolicyKind,
  validFrom: valid_from,
  validTo: valid_to,
  publishedAt: published_at,
  hash: content_hash,
});
