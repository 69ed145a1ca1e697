import type { RequirementKind } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { readyStatement } from '#db/ready-statement.server.ts';

export interface PinnedRequirement {
  id: string;
  enrolmentId: string;
  kind: RequirementKind;
  subjectId: string;
  title: string;
  detail: Record<string, unknown>;
  metAt: string | null;
}

/** The pinned requirements of some enrolments (at most a page of them), in teaching order, with when each was met. */
export async function requirementsOf(db: Db, enrolmentIds: readonly string[]): Promise<PinnedRequirement[]> {
  if (enrolmentIds.length === 0) return [];
  const { rows } = await pinned(db, { enrolmentIds });
  return rows.map(asPinned);
}

const pinned = readyStatement<{ enrolmentIds: readonly string[] }>()((db, place) =>
  pinnedRows(db).where('requirement.enrolment_id', 'in', place('enrolmentIds')).orderBy('position'),
);

/** Pinned requirements, for a caller above to narrow and to join with what was done. Read a row with `asPinned`. */
export function pinnedRows(db: Db) {
  return db
    .selectFrom('requirement')
    .leftJoin('requirement_met', 'requirement_met.requirement_id', 'requirement.id')
    .select([
      'requirement.id',
      'requirement.enrolment_id',
      'requirement.kind',
      'requirement.subject_id',
      'requirement.title',
      'requirement.detail',
      'met_at',
    ]);
}

type PinnedRow = Awaited<ReturnType<ReturnType<typeof pinnedRows>['executeTakeFirstOrThrow']>>;

/** A row of `pinnedRows` as it leaves. */
export function asPinned(row: PinnedRow): PinnedRequirement {
  return {
    id: row.id,
    enrolmentId: row.enrolment_id,
    kind: row.kind as RequirementKind,
    subjectId: row.subject_id,
    title: row.title,
    detail: JSON.parse(row.detail),
    metAt: row.met_at,
  };
}
