import { itemOf, originOf, type PostedFor } from '#app/features/credits/corrected.rules.ts';
import { postedFor } from '#app/features/credits/records.server.ts';
import type { CategoryCode } from '#app/features/credits/rules.schema.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { readyStatement } from '#db/ready-statement.server.ts';
import type { FrozenLine } from './frozen.rules.ts';

/**
 * The lines of some people's ledgers as they stood at `cutoff`, by person, in the order of days: those since `from`, and completions of
 * any time, because a course that was finished stays finished. What was taken back later stands; what corrects another line, or is one item
 * with it, is kept as being of its item. One statement.
 */
export async function linesUntil(
  db: Db,
  personIds: readonly string[],
  { cutoff, from }: { cutoff: string; from: string },
): Promise<Map<string, FrozenLine[]>> {
  const byPerson = new Map<string, FrozenLine[]>();
  if (personIds.length === 0) return byPerson;
  const { rows } = await rowsOf(db, { personIds, cutoff });
  const takenBack = new Set<string>();
  for (const { reverses_id } of rows) if (reverses_id !== null) takenBack.add(reverses_id);
  const posted = new Map<string, PostedFor>(rows.map((row) => [row.id, postedFor(row)]));
  for (const row of rows) {
    const origin = originOf(posted.get(row.id) ?? postedFor(row), posted);
    if (row.occurred_on < from && origin.sourceType !== 'completion') continue;
    const lines = byPerson.get(row.person_id);
    const line = packed(row, origin, takenBack.has(row.id));
    if (lines) lines.push(line);
    else byPerson.set(row.person_id, [line]);
  }
  for (const lines of byPerson.values()) lines.sort(byDay);
  return byPerson;
}

const DAY = 11;

function byDay(one: FrozenLine, other: FrozenLine): number {
  if (one[DAY] !== other[DAY]) return one[DAY] < other[DAY] ? -1 : 1;
  return one[0] < other[0] ? -1 : 1;
}

type Row = Awaited<ReturnType<typeof rowsOf>>['rows'][number];

function packed(row: Row, origin: PostedFor, isTakenBack: boolean): FrozenLine {
  const item = itemOf(origin);
  return [
    row.id,
    row.kind === 'reversal' ? 1 : 0,
    row.category as CategoryCode,
    row.amount,
    row.elective === 1 ? 1 : 0,
    row.school as School | null,
    origin.line,
    item.type,
    item.id,
    row.title,
    courseOf(row.evidence),
    row.occurred_on,
    isTakenBack ? 1 : 0,
    row.reason,
  ];
}

/** Most evidence names no course: only that which does is read. */
function courseOf(evidence: string): string | null {
  if (!evidence.includes('"courseCode"')) return null;
  return (JSON.parse(evidence) as { courseCode?: string }).courseCode ?? null;
}

const rowsOf = readyStatement<{ personIds: readonly string[]; cutoff: string }>()((db, place) =>
  db
    .selectFrom('credit_entry')
    .select([
      'id',
      'person_id',
      'kind',
      'category',
      'amount',
      'elective',
      'school',
      'line',
      'source_type',
      'source_id',
      'title',
      'evidence',
      'occurred_on',
      'reverses_id',
      'reason',
    ])
    .where('person_id', 'in', place('personIds'))
    .where('posted_at', '<=', place('cutoff')),
);
