import { startSession } from '#app/features/identity/sessions.server.ts';
import { newId } from '#app/lib/id.ts';
import { type Role, roles } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { pages } from '#tests/statements/expectations.ts';
import { rowId } from '#tests/statements/fill.ts';
import { people as everybody } from '#tests/statements/many-people.ts';
import { aLearner, now } from '#tests/support/world.ts';
import { declared } from './declared.ts';

/** Over what a role is held: the part that the people belong to, one beside it, everything; or in another time. */
export const overs = ['home', 'beside', 'everywhere', 'past', 'future'] as const;
export type Over = (typeof overs)[number];
type Part = { id: string; path: string };

/** The addresses at which a route is asked. */
export const addressesOf = (pattern: string, home: { id: string; changeId: string }): readonly string[] =>
  declared[pattern]?.at?.(home) ?? pages[pattern]?.at ?? [];

export interface Parts {
  /** The Cookie header of somebody with just that role, over that. */
  cookie(role: Role, over: Over): string;
  /** Of somebody signed in with no role at all. */
  plain: string;
  home: Part & { changeId: string };
  /** Whose things the addresses are about; all of them belong to `home`. */
  people: { id: string; name: string; paper: string }[];
  /** Who did something to them, and staff: their names stand beside what they did. */
  doers: string[];
}

/** The learner is one of those whom the addresses are about. */
const { learner: _, ...staff } = everybody;

/** Which table says whose thing it is, by the name of the parameter. */
const ownerOf = {
  entryId: 'credit_entry',
  adjustmentId: 'adjustment',
  exemptionId: 'exemption',
  certificateId: 'certificate',
  declarationId: 'declaration',
  appealId: 'appeal',
  consentId: 'assisted_consent',
  offerId: 'seat_offer',
  requestId: 'correction_request',
  suggestionId: 'suggestion',
} as const;

/** What stands in an address in the place of each name of its pattern. */
export function parametersIn(pattern: string, address: string): Record<string, string> {
  const parts = new URL(address, 'http://x').pathname.split('/');
  const named = pattern.split('/').map((name, at) => [name, parts[at] ?? ''] as const);
  return Object.fromEntries(
    named
      .filter(([name]) => name.startsWith(':'))
      .map(([name, is]) => [name.slice(1).replace(/\..*/, ''), is]),
  );
}

/** Two parts of the organisation beside each other, everybody whom an address is about in one of them, and staff of every kind over each. */
export async function twoParts(db: Db): Promise<Parts> {
  const [home, beside] = [await aPart(db, 'tzy0'), await aPart(db, 'tzz0')];
  const changeId = await aChange(db, home.id);
  const people = await concerned(db, { ...home, changeId });
  const posts = people.map(({ id }) => ({ ...post(id, home.id) }));
  await db.insertInto('appointment').values(posts).execute();
  const away = await aLearner(db, '别处的人');
  await db
    .insertInto('appointment')
    .values([post(away.personId, beside.id)])
    .execute();
  const unit = { home: home.id, beside: beside.id, everywhere: null, past: null, future: null };
  const cookies = new Map<string, string>();
  for (const role of roles)
    for (const over of overs)
      cookies.set(`${role} ${over}`, await somebodyWith(db, { role, over, unit: unit[over] }));
  const plain = await session(db, (await aLearner(db, '时桂兰')).personId);
  const doers = await doersOf(db, people);
  return {
    home: { ...home, changeId },
    people,
    doers,
    plain,
    cookie: (role, over) => cookies.get(`${role} ${over}`) ?? '',
  };
}

async function aPart(db: Db, path: string): Promise<Part> {
  const part = { id: newId(), path };
  await db
    .insertInto('org_unit')
    .values({
      ...part,
      tree: 'territory',
      kind: 'community',
      name: `某某社区 ${path}`,
      valid_from: '2020-01-01',
    })
    .execute();
  return part;
}

const post = (personId: string, unitId: string) => ({
  ...{ id: newId(), person_id: personId, position: 'resident', org_unit_id: unitId },
  ...{ valid_from: '2020-01-01', source: 'registrar' },
});

const times: Record<Over, { valid_from: string; valid_to: string | null }> = {
  home: { valid_from: '2025-01-01', valid_to: null },
  beside: { valid_from: '2025-01-01', valid_to: null },
  everywhere: { valid_from: '2025-01-01', valid_to: null },
  past: { valid_from: '2025-01-01', valid_to: '2026-11-21' },
  future: { valid_from: '2026-11-24', valid_to: null },
};

async function somebodyWith(db: Db, { role, over, unit }: { role: Role; over: Over; unit: string | null }) {
  const { personId } = await aLearner(db, '时桂兰');
  await db
    .insertInto('role_grant')
    .values({
      ...{ id: newId(), person_id: personId, role, org_unit_id: unit, school: null },
      ...{ ...times[over], granted_by: null, granted_at: now.toISOString() },
    })
    .execute();
  return session(db, personId);
}

async function session(db: Db, personId: string): Promise<string> {
  return (await startSession(db, { personId, secure: false, now })).split(';')[0] ?? '';
}

/** Everybody whose record, or whose thing, one of the addresses shows. */
async function concerned(db: Db, home: Parts['home']): Promise<Parts['people']> {
  const ids = new Set<string>();
  for (const [pattern, { about }] of Object.entries(declared)) {
    if (about !== 'person') continue;
    for (const address of addressesOf(pattern, home)) {
      const asked = new URL(address, 'http://x').searchParams.get('person');
      if (asked) ids.add(asked);
      for (const [name, value] of Object.entries(parametersIn(pattern, address))) {
        if (name === 'personId') ids.add(value);
        else if (name in ownerOf) ids.add(await owner(db, name as keyof typeof ownerOf, value));
      }
    }
  }
  const rows = await db
    .selectFrom('person')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute();
  // As papers name them that were made from the same numbers.
  return rows.map(({ id, name }) => ({ id, name, paper: `学员${Number(id.slice(-12)) - 100_000_000_000}` }));
}

async function owner(db: Db, name: keyof typeof ownerOf, id: string): Promise<string> {
  const row = await db.selectFrom(ownerOf[name]).select('person_id').where('id', '=', id).executeTakeFirst();
  const proposed = await db
    .selectFrom('exemption_proposal')
    .select('person_id')
    .where('id', '=', id)
    .executeTakeFirst();
  const personId = row?.person_id ?? proposed?.person_id;
  if (!personId) throw new Error(`${name} ${id} is nobody's: which table says whose it is?`);
  return personId;
}

async function doersOf(db: Db, concerned: Parts['people']): Promise<string[]> {
  const ids = concerned.map(({ id }) => id);
  const rows = await db.selectFrom('exemption').select('approved_by').where('person_id', 'in', ids).execute();
  const proposals = await db
    .selectFrom('exemption_proposal')
    .select('proposed_by')
    .where('person_id', 'in', ids)
    .execute();
  const doers = [
    ...rows.map(({ approved_by }) => approved_by),
    ...proposals.map(({ proposed_by }) => proposed_by),
    ...Object.values(staff).map(rowId),
  ];
  const named = await db.selectFrom('person').select('name').where('id', 'in', doers).execute();
  return named.map(({ name }) => name);
}

/** Something was done to the part itself. */
async function aChange(db: Db, unitId: string): Promise<string> {
  const id = newId();
  const what = {
    kind: 'rename',
    tree: 'territory',
    unit_id: unitId,
    effective_on: '2026-01-01',
    reason: '改名',
  };
  const size = {
    detail: '{}',
    units: 1,
    posts: 0,
    grants: 0,
    changed_by: null,
    changed_at: now.toISOString(),
  };
  await db
    .insertInto('org_change')
    .values({ id, ...what, ...size })
    .execute();
  return id;
}
