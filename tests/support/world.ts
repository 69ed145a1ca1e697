/** Small builders: the moment, people, the college's policies. Courses, terms and sections are in classes.ts. */
import { readFileSync } from 'node:fs';
import { publishPolicy } from '#app/features/credits/policies.server.ts';
import { creditRules } from '#app/features/credits/rules.schema.ts';
import { creditSchemes } from '#app/features/credits/schemes.schema.ts';
import { personRow } from '#app/features/identity/people.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { type Actor, sealActor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Position, Role } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';

/** A Sunday, one in the afternoon in Shanghai. */
export const now = new Date('2026-11-22T05:00:00.000Z');
export const after = ({ days = 0, hours = 0, minutes = 0, ms = 0 }): Date =>
  new Date(now.getTime() + days * 86_400_000 + hours * 3_600_000 + minutes * 60_000 + ms);
export const academy = systemActor('tests');
/** As far as whoever holds a role over the whole academy reaches. */
export const everywhere = { scopes: 'everywhere', onDay: '2026-11-22' } as const;

const policyText = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../content/policies/${file}`, import.meta.url), 'utf8'));
export const rules2026 = creditRules.parse(policyText('rules-2026.json'));
export const schemes2026 = creditSchemes.parse(policyText('schemes-2026.json'));

/** Publishes the college's own rules and schemes; returns the id of the rules. */
export async function withPolicies(db: Db): Promise<string> {
  const dates = { validFrom: '2026-01-01', validTo: null };
  const { code, version, title } = schemes2026;
  await publishPolicy(db, {
    policy: { kind: 'schemes', code, version, title, ...dates, content: schemes2026 },
    now,
  });
  return publishRules(db, '2026.1');
}

/** Publishes credit rules as a version of its own, with some numbers changed. */
export function publishRules(
  db: Db,
  version: string,
  changes: Partial<typeof rules2026> = {},
): Promise<string> {
  const content = { ...rules2026, version, ...changes };
  const { code, title, validFrom, validTo } = content;
  return publishPolicy(db, {
    policy: { kind: 'rules', code, version, title, validFrom, validTo, content },
    now,
  });
}

let made = 0;
/** A number that no other builder of this run has had. */
export const next = (): string => String(++made).padStart(4, '0');

export interface Learner {
  personId: string;
  actor: Actor;
}

/** Somebody without an account. */
export async function aLearner(db: Db, name = '佟向暖'): Promise<Learner> {
  const [learner] = await learners(db, 1, name);
  if (!learner) throw new Error('nobody');
  return learner;
}

/** Many at once, in one statement. */
export async function learners(db: Db, count: number, name = '佟向暖'): Promise<Learner[]> {
  const rows = Array.from({ length: count }, () => personRow({ username: `world-${next()}`, name, now }));
  await db.insertInto('person').values(rows).execute();
  return rows.map(({ id }) => ({ personId: id, actor: sealActor({ personId: id, name, roles: [] }) }));
}

/** The same person, signed in with a role over the whole academy, or over the part of it at this path. */
export function withRole({ personId, actor }: Learner, role: Role, scopePath: string | null = null): Learner {
  const scopeTree = scopePath === null ? null : scopePath.startsWith('p') ? 'party' : 'territory';
  const roles = [...actor.roles, { role, scopePath, scopeTree, school: null } as const];
  return { personId, actor: sealActor({ personId, name: actor.name, roles }) };
}

/** Four people with names of their own in a test. */
export async function fourLearners(db: Db): Promise<[Learner, Learner, Learner, Learner]> {
  return [await aLearner(db), await aLearner(db), await aLearner(db), await aLearner(db)];
}

/** Gives a position in a community of its own. */
export async function holding(
  db: Db,
  personId: string,
  position: Position,
  validFrom = '2024-01-01',
): Promise<void> {
  const unitId = newId();
  const unit = {
    tree: 'territory',
    kind: 'community',
    name: '和风社区',
    path: `t${next()}`,
    valid_from: '2020-01-01',
  };
  await db
    .insertInto('org_unit')
    .values({ id: unitId, ...unit })
    .execute();
  const post = {
    person_id: personId,
    position,
    org_unit_id: unitId,
    valid_from: validFrom,
    source: 'registrar',
  };
  await db
    .insertInto('appointment')
    .values({ id: newId(), ...post })
    .execute();
}
