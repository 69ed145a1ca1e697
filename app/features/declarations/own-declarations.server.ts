import type { CategoryCode } from '#app/features/credits/rules.schema.ts';
import type { Db } from '#db/database.ts';
import type { DeclarationState } from './states.rules.ts';

export interface OwnDeclaration {
  id: string;
  title: string;
  category: CategoryCode;
  state: DeclarationState;
  occurredOn: string;
  savedAt: string;
  /** Granted last, in hundredths; null before. */
  amount: number | null;
}

const PAGE_SIZE = 20;

/** A page of one's own declarations, the one that was begun last first. Two statements. */
export async function ownDeclarations(
  db: Db,
  { personId, page }: { personId: string; page: number },
): Promise<{ declarations: OwnDeclaration[]; hasMore: boolean }> {
  const rows = await db
    .selectFrom('declaration')
    .select(['id', 'title', 'category', 'state', 'occurred_on', 'saved_at'])
    .where('person_id', '=', personId)
    .orderBy('saved_at', 'desc')
    .orderBy('id', 'desc')
    .limit(PAGE_SIZE + 1)
    .offset((page - 1) * PAGE_SIZE)
    .execute();
  const shown = rows.slice(0, PAGE_SIZE);
  const granted = await lastGrants(
    db,
    shown.map(({ id }) => id),
  );
  const declarations = shown.map((row) => ({
    id: row.id,
    title: row.title,
    category: row.category as CategoryCode,
    state: row.state as DeclarationState,
    occurredOn: row.occurred_on,
    savedAt: row.saved_at,
    amount: granted.get(row.id) ?? null,
  }));
  return { declarations, hasMore: rows.length > PAGE_SIZE };
}

async function lastGrants(db: Db, declarationIds: readonly string[]): Promise<Map<string, number>> {
  if (declarationIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('declaration_grant')
    .select(['declaration_id', 'amount'])
    .where('declaration_id', 'in', [...declarationIds])
    .orderBy('step')
    .execute();
  return new Map(rows.map(({ declaration_id, amount }) => [declaration_id, amount]));
}
