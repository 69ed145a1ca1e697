import { type Appointment, asAppointment } from '#app/features/identity/positions.server.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { readyStatement } from '#db/ready-statement.server.ts';
import type { EarnedEntry } from './choice.rules.ts';
import { earlyInsteadOf, itemOf, originOf, type PostedFor, sameItemIn } from './corrected.rules.ts';
import type { CategoryCode } from './rules.schema.ts';

/** A position that somebody holds or held, with the years for which they were excused in it and the days on which its unit stood. */
export type HeldPost = Appointment & {
  exemptYears: readonly number[];
  unitStands: { from: string; to: string | null };
};

/** What standings are computed from. */
export interface PostsRecord {
  name: string;
  posts: HeldPost[];
}

type Span = {
  /** Positions held on any day from the one to the other, both included. */
  from: string;
  to: string;
  /** The years of which exemptions are wanted. */
  years: readonly number[];
};

/** The names of some people with what they hold or held, by person, and what they are excused from. One statement. */
export async function postsOfMany(
  db: Db,
  personIds: readonly string[],
  span: Span,
): Promise<Map<string, PostsRecord>> {
  if (personIds.length === 0) return new Map();
  const { rows } = await postRows(db, { ...span, personIds });
  const byPerson = new Map<string, PostsRecord>();
  for (const { personId, personName, exemptYear, unitFrom, unitTo, ...row } of rows) {
    const known = byPerson.get(personId) ?? { name: personName, posts: [] };
    byPerson.set(personId, known);
    const post = appointmentOf(row);
    if (!post) continue;
    const years = exemptYear === null ? [] : [exemptYear];
    // A second year's exemption gives the same appointment a second time.
    const twin = known.posts.at(-1);
    if (twin?.id === post.id)
      known.posts.splice(-1, 1, { ...twin, exemptYears: [...twin.exemptYears, ...years] });
    else known.posts.push({ ...post, exemptYears: years, unitStands: { from: unitFrom ?? '', to: unitTo } });
  }
  return byPerson;
}

const postRows = readyStatement<Span & { personIds: readonly string[] }>()((db, place) =>
  db
    .selectFrom('person')
    .leftJoin('appointment', (join) =>
      join
        .onRef('appointment.person_id', '=', 'person.id')
        .on('appointment.valid_from', '<=', place('to'))
        .on(({ or, eb }) =>
          or([eb('appointment.valid_to', 'is', null), eb('appointment.valid_to', '>=', place('from'))]),
        ),
    )
    .leftJoin('org_unit', 'org_unit.id', 'appointment.org_unit_id')
    .leftJoin('org_unit as parent', 'parent.id', 'org_unit.parent_id')
    .leftJoin('exemption', (join) =>
      join
        .onRef('exemption.person_id', '=', 'person.id')
        .onRef('exemption.position', '=', 'appointment.position')
        .on('exemption.year', 'in', place('years'))
        .on('exemption.active', '=', 1),
    )
    .select([
      'person.id as personId',
      'person.name as personName',
      'appointment.id',
      'appointment.position',
      'appointment.org_unit_id',
      'appointment.valid_from',
      'appointment.valid_to',
      'org_unit.kind',
      'org_unit.name',
      'org_unit.path',
      'org_unit.valid_from as unitFrom',
      'org_unit.valid_to as unitTo',
      'parent.name as parentName',
      'exemption.year as exemptYear',
    ])
    .where('person.id', 'in', place('personIds'))
    .orderBy('appointment.valid_from')
    .orderBy('appointment.id'),
);

type PostRow = Omit<
  Awaited<ReturnType<typeof postRows>>['rows'][number],
  'personId' | 'personName' | 'exemptYear' | 'unitFrom' | 'unitTo'
>;

/** Null for somebody who holds nothing. */
function appointmentOf(row: PostRow): Appointment | null {
  const { id, position, org_unit_id, valid_from, kind, name, path } = row;
  if (id === null || position === null || org_unit_id === null || valid_from === null) return null;
  return asAppointment({
    ...row,
    id,
    position,
    org_unit_id,
    valid_from,
    kind: kind ?? '',
    name: name ?? '',
    path: path ?? '',
  });
}

/**
 * A line of somebody's ledger as sheets and standings read it; `reversed` says that it was taken back. What corrects another line belongs to
 * the item and the kind of activity of that one.
 */
export interface LedgerLine extends EarnedEntry {
  id: string;
  kind: 'award' | 'reversal';
  title: string;
  postedAt: string;
  sourceType: string;
  reversed: boolean;
  reason: string | null;
}

/** Every line of some people's ledgers, by person, in no order: a lifetime is a few hundred lines. One statement. */
export async function ledgerLines(db: Db, personIds: readonly string[]): Promise<Map<string, LedgerLine[]>> {
  if (personIds.length === 0) return new Map();
  const { rows } = await linesOf(db, { personIds });
  const posted = new Map<string, PostedFor>(rows.map((row) => [row.id, postedFor(row)]));
  const byPerson = new Map<string, LedgerLine[]>();
  for (const row of rows) {
    const origin = originOf(posted.get(row.id) ?? postedFor(row), posted);
    const item = itemOf(origin);
    const lines = byPerson.get(row.person_id) ?? [];
    byPerson.set(row.person_id, lines);
    lines.push({
      id: row.id,
      kind: row.kind as LedgerLine['kind'],
      category: row.category as CategoryCode,
      amount: row.amount,
      elective: row.elective === 1,
      school: row.school as School | null,
      line: origin.line,
      item: `${item.type} ${item.id}`,
      title: row.title,
      courseCode: (JSON.parse(row.evidence) as { courseCode?: string }).courseCode ?? null,
      occurredOn: row.occurred_on,
      postedAt: row.posted_at,
      sourceType: origin.sourceType,
      reversed: row.reversedById !== null,
      reason: row.reason,
    });
  }
  return byPerson;
}

interface PostedRow {
  id: string;
  line: string;
  source_type: string;
  source_id: string;
  evidence: string;
}

/** A row of the ledger as what it was posted for. */
export function postedFor({
  id,
  line,
  source_type: sourceType,
  source_id: sourceId,
  evidence,
}: PostedRow): PostedFor {
  const insteadOf = earlyInsteadOf({ sourceType, line, evidence });
  return { id, line, sourceType, sourceId, insteadOf, sameItem: sameItemIn(evidence) };
}

const linesOf = readyStatement<{ personIds: readonly string[] }>()((db, place) =>
  db
    .selectFrom('credit_entry as entry')
    .leftJoin('credit_entry as reversal', 'reversal.reverses_id', 'entry.id')
    .select([
      'entry.id',
      'entry.person_id',
      'entry.kind',
      'entry.category',
      'entry.amount',
      'entry.elective',
      'entry.school',
      'entry.line',
      'entry.source_id',
      'entry.title',
      'entry.evidence',
      'entry.occurred_on',
      'entry.posted_at',
      'entry.source_type',
      'entry.reason',
      'reversal.id as reversedById',
    ])
    .where('entry.person_id', 'in', place('personIds')),
);

/** The awards among them that have not been taken back. */
export function awardsThatStand(lines: readonly LedgerLine[]): LedgerLine[] {
  return lines.filter(({ kind, reversed }) => kind === 'award' && !reversed);
}
