import { scopesOf } from '#app/features/identity/grants.rules.ts';
import { postsIn } from '#app/features/identity/people-search.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { packed, unpacked } from '#db/packed.server.ts';
import { type Part, partOf, sizeOf } from '#db/part.server.ts';
import type { Waived } from './leadership.rules.ts';
import { type RuleKey, ruleNames } from './leadership.schema.ts';

/** A rule that the academy has set aside for somebody. Days are calendar days, both included. */
export interface Waiver extends Waived {
  id: string;
  validFrom: string;
  /** How it was taken back before its last day. */
  ended: { at: string; byName: string; reason: string } | null;
}

/** One in a list of many people's. */
export interface ListedWaiver extends Waiver {
  personId: string;
  personName: string;
}

/** How one stands on a day, in words. */
export function waiverState({ ended, validFrom, validTo }: Waiver, today: string): string {
  if (ended) return '已收回';
  if (validTo < today) return '已到期';
  return validFrom > today ? '还没开始' : '有效';
}

const MOST_OF_A_PERSON = 100;
const PAGE_SIZE = 50;

const columns = [
  'waiver.id',
  'waiver.person_id',
  'rule_key',
  'waiver.reason',
  'valid_from',
  'valid_to',
  'granted_at',
  'granter.name as granterName',
  'ending.ended_at',
  'ending.reason as endReason',
  'ender.name as enderName',
] as const;

function waiverRows(db: Db) {
  return db
    .selectFrom('leadership_waiver as waiver')
    .innerJoin('person as granter', 'granter.id', 'waiver.granted_by')
    .leftJoin('leadership_waiver_end as ending', 'ending.waiver_id', 'waiver.id')
    .leftJoin('person as ender', 'ender.id', 'ending.ended_by')
    .select(columns);
}

type WaiverRow = Awaited<ReturnType<ReturnType<typeof waiverRows>['executeTakeFirstOrThrow']>>;

function asWaiver(row: WaiverRow): Waiver {
  const ruleKey = row.rule_key as RuleKey;
  return {
    id: row.id,
    ruleKey,
    label: ruleNames[ruleKey] ?? row.rule_key,
    reason: row.reason,
    byName: row.granterName,
    grantedAt: row.granted_at,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    ended: row.ended_at
      ? { at: row.ended_at, byName: row.enderName ?? '', reason: row.endReason ?? '' }
      : null,
  };
}

/** Every waiver that somebody ever had, newest first, at most a hundred. One statement. */
export async function waiversOf(db: Db, personId: string): Promise<Waiver[]> {
  const rows = await waiverRows(db)
    .where('waiver.person_id', '=', personId)
    .orderBy('waiver.id', 'desc')
    .limit(MOST_OF_A_PERSON)
    .execute();
  return rows.map(asWaiver);
}

/** What of somebody's own is laid beside the rules for leading: the courses they completed, with the newest moment of each, and every waiver. One statement. */
export async function completedAndWaived(
  db: Db,
  personId: string,
): Promise<{ completed: [code: string, at: string][]; waivers: Waiver[] }> {
  const rows = await db
    .selectFrom('person')
    .leftJoin('leadership_waiver as waiver', 'waiver.person_id', 'person.id')
    .leftJoin('person as granter', 'granter.id', 'waiver.granted_by')
    .leftJoin('leadership_waiver_end as ending', 'ending.waiver_id', 'waiver.id')
    .leftJoin('person as ender', 'ender.id', 'ending.ended_by')
    .select(columns)
    .select((eb) =>
      eb
        .selectFrom('completion')
        .innerJoin('course', 'course.id', 'completion.course_id')
        .select((own) => packed(own, ['course.code', 'completed_at']).as('courses'))
        .whereRef('completion.person_id', '=', 'person.id')
        .as('courses'),
    )
    .where('person.id', '=', personId)
    .orderBy('waiver.id', 'desc')
    .limit(MOST_OF_A_PERSON)
    .execute();
  const completed = unpacked(rows[0]?.courses ?? null)
    .map(([code = '', at = '']): [string, string] => [code, at])
    .sort(([, one], [, other]) => (one < other ? -1 : 1));
  return { completed, waivers: rows.flatMap((row) => (row.id === null ? [] : [asWaiver(row as WaiverRow)])) };
}

/** Those of some waivers that hold on a day. */
export function inForceOn(waivers: readonly Waiver[], day: string): Waiver[] {
  return waivers.filter(({ validFrom, validTo, ended }) => !ended && validFrom <= day && validTo >= day);
}

/** A page of the waivers in somebody's part of the academy, as it is today, newest first. One statement. */
export async function waiversPage(
  db: Db,
  { actor, onDay, ...part }: { actor: Actor; onDay: string } & Part,
): Promise<{ waivers: ListedWaiver[]; hasMore: boolean }> {
  const scopes = scopesOf(actor, 'academy-admin');
  let ids = db.selectFrom('leadership_waiver').select('leadership_waiver.id');
  if (scopes !== 'everywhere') {
    if (scopes.length === 0) return { waivers: [], hasMore: false };
    const people = postsIn(db, { scopePath: scopes, onDay }).select('appointment.person_id');
    ids = ids.where('person_id', 'in', people);
  }
  const order = [
    ['granted_at', 'desc'],
    ['id', 'desc'],
  ] as const;
  const shown = partOf(ids, { ...part, order, pageSize: PAGE_SIZE, extra: 1 });
  const size = sizeOf(part, PAGE_SIZE);
  const rows = await waiverRows(db)
    .innerJoin(shown.as('shown'), 'shown.id', 'waiver.id')
    .innerJoin('person', 'person.id', 'waiver.person_id')
    .select('person.name as personName')
    .orderBy('granted_at', 'desc')
    .orderBy('waiver.id', 'desc')
    .execute();
  const waivers = rows
    .slice(0, size)
    .map((row) => ({ ...asWaiver(row), personId: row.person_id, personName: row.personName }));
  return { waivers, hasMore: rows.length > size };
}
