import { sql } from 'kysely';
import { actionName, actionsOf } from '#app/features/journal/action-names.rules.ts';
import { type Outcome, outcomes } from '#app/features/journal/line.rules.ts';
import { addDays, instantAt } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';

export interface Filters {
  actorId?: string | null;
  concernsId?: string | null;
  family?: string;
  subjectId?: string;
  /** Calendar days, both included; empty: any. */
  from?: string;
  to?: string;
  outcome?: string;
}

export interface AuditLine {
  id: string;
  at: string;
  action: string;
  actionName: string;
  actor: string;
  concerns: string;
  subjectType: string;
  subjectId: string;
  outcome: string;
  origin: string;
  detail: Record<string, unknown>;
}

export interface Place {
  at: string;
  id: string;
}

const BEGINNING = '';
const END = '9';

/**
 * Lines of the journal that meet all filters, newest first, those before `before` (null: from the newest). Each search walks one index in the order of time;
 * what else is asked is looked at line by line, so that the millions of others are never touched. One statement.
 */
export async function searchJournal(
  db: Db,
  { filters, before, limit }: { filters: Filters; before: Place | null; limit: number },
): Promise<AuditLine[]> {
  const walks = walksOf(filters).map((walk) => walkOf(db, { walk, filters, before, limit }));
  const [first, ...others] = walks;
  if (!first) return [];
  const ids = others.reduce(
    (union, walk) => union.unionAll(db.selectFrom(walk.as('walk')).selectAll()),
    db.selectFrom(first.as('walk')).selectAll(),
  );
  const rows = await db
    .selectFrom(ids.as('found'))
    .innerJoin('journal_entry as line', 'line.id', 'found.id')
    .leftJoin('person as actor', 'actor.id', 'line.actor_id')
    .leftJoin('person as concerned', 'concerned.id', 'line.concerns_id')
    .selectAll('line')
    .select(['actor.name as actor_name', 'concerned.name as concerned_name'])
    .orderBy('found.at', 'desc')
    .orderBy('found.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(asLine);
}

type Row = Parameters<typeof asLine>[0];

function asLine(row: {
  id: string;
  at: string;
  action: string;
  actor_name: string | null;
  concerned_name: string | null;
  subject_type: string;
  subject_id: string;
  outcome: string;
  origin: string;
  detail: string;
}): AuditLine {
  const detail = JSON.parse(row.detail) as Record<string, unknown>;
  return {
    ...{ id: row.id, at: row.at, action: row.action, actionName: actionName(row.action) },
    actor: row.actor_name ?? `系统${typeof detail.by === 'string' ? `（${detail.by}）` : ''}`,
    concerns: row.concerned_name ?? '',
    ...{ subjectType: row.subject_type, subjectId: row.subject_id, origin: row.origin, detail },
    outcome: outcomes[row.outcome as Outcome] ?? row.outcome,
  };
}

/** One line; null where there is none. */
export async function auditLine(db: Db, entryId: string): Promise<AuditLine | null> {
  const row: Row | undefined = await db
    .selectFrom('journal_entry as line')
    .leftJoin('person as actor', 'actor.id', 'line.actor_id')
    .leftJoin('person as concerned', 'concerned.id', 'line.concerns_id')
    .selectAll('line')
    .select(['actor.name as actor_name', 'concerned.name as concerned_name'])
    .where('line.id', '=', entryId)
    .executeTakeFirst();
  return row ? asLine(row) : null;
}

type Column = 'actor_id' | 'concerns_id' | 'action' | 'subject_id' | 'outcome';
/** The columns whose index is walked with their values; none: the order of time alone. */
type Walk = Partial<Record<Column, string>>;

/**
 * The narrowest first: who did it, whom it concerns, which deed, what was refused or failed, what; of a family each of its deeds is a walk of its own. Whether one
 * person did one thing is an index of its own, since of whoever writes most lines the answer is mostly that they never did.
 */
function walksOf({ actorId, concernsId, subjectId, family, outcome }: Filters): Walk[] {
  const deeds = family ? actionsOf(family) : [];
  if (family && deeds.length === 0) return [];
  if (actorId && deeds.length > 0) return deeds.map((action) => ({ actor_id: actorId, action }));
  if (actorId) return [{ actor_id: actorId }];
  if (concernsId) return [{ concerns_id: concernsId }];
  if (subjectId) return [{ subject_id: subjectId }];
  if (outcome && outcome !== 'done') return [{ outcome }];
  return deeds.length > 0 ? deeds.map((action) => ({ action })) : [{}];
}

function walkOf(
  db: Db,
  { walk, filters, before, limit }: { walk: Walk; filters: Filters; before: Place | null; limit: number },
) {
  const { from, to } = filters;
  const since = from ? instantAt(from, '00:00').toISOString() : BEGINNING;
  const until = to ? instantAt(addDays(to, 1), '00:00').toISOString() : END;
  let query = db
    .selectFrom('journal_entry')
    .select(['id', 'at'])
    .where('at', '>=', since)
    .where('at', '<', until)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);
  for (const [column, value] of Object.entries(walk)) query = query.where(column as Column, '=', value);
  if (before) {
    query = query
      .where('at', '<=', before.at)
      .where(({ or, eb }) => or([eb('at', '<', before.at), eb('id', '<', before.id)]));
  }
  // Hidden from the planner, which would now and then gather by one of these and sort everything.
  const also = (column: Column, values: readonly string[]) => {
    query = query.where(sql<string>`coalesce(${sql.ref(column)}, '')`, 'in', ['none', ...values]);
  };
  const { actorId, concernsId, subjectId, family, outcome } = filters;
  const asked: [Column, readonly string[]][] = [
    ['actor_id', actorId ? [actorId] : []],
    ['concerns_id', concernsId ? [concernsId] : []],
    ['subject_id', subjectId ? [subjectId] : []],
    ['action', family ? actionsOf(family) : []],
    ['outcome', outcome ? [outcome] : []],
  ];
  for (const [column, values] of asked) if (values.length > 0 && !(column in walk)) also(column, values);
  return query;
}
