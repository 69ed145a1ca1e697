import type { DeclarationForm } from '#app/features/declarations/declaration.schema.ts';
import { beginDeclaration } from '#app/features/declarations/declaring.server.ts';
import { decideDeclaration } from '#app/features/declarations/reviewing.server.ts';
import { sendDeclaration } from '#app/features/declarations/sending.server.ts';
import { declarationRow } from '#app/features/declarations/steps.server.ts';
import { grantRole } from '#app/features/identity/grants.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Role } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { academy, aLearner, type Learner, now, withRole } from '#tests/support/world.ts';

/** A training somewhere else of four hours: 4 credits, and public for five working days. */
export const training: DeclarationForm = {
  title: '社区协商能力培训',
  occurredOn: '2026-11-10',
  organiser: '某某市社会工作协会',
  level: null,
  units: 400,
  again: false,
  sameAs: '',
  part: '',
  certificate: '培字 2026-031',
  companions: '',
  words: '两天的班，结业证明在附件里。',
};

/** Eight hours of service: 2 credits, counted as soon as it is approved. */
export const service: DeclarationForm = { ...training, title: '楼道清理', units: 800, certificate: '' };

interface Wish {
  key?: string;
  form?: Partial<DeclarationForm>;
  token?: string;
  at?: Date;
}

/** A draft of somebody's; its id. */
export async function drafted(
  db: Db,
  { actor }: Pick<Learner, 'actor'>,
  { key = 'H.outside', form = {}, token = newId(), at = now }: Wish = {},
): Promise<string> {
  const [category = '', activity = ''] = key.split('.');
  const begun = await beginDeclaration(db, {
    ...{ actor, category, activity, formToken: token, now: at },
    form: { ...(category === 'G' ? service : training), ...form },
  });
  if (!begun.ok) throw new Error(begun.reason);
  return begun.declarationId;
}

/** The same, sent; its id. */
export async function declared(db: Db, who: Pick<Learner, 'actor'>, wish: Wish = {}): Promise<string> {
  const declarationId = await drafted(db, who, wish);
  const sent = await sendDeclaration(db, { actor: who.actor, declarationId, now: wish.at ?? now });
  if (!sent.ok) throw new Error(sent.reason);
  return declarationId;
}

/** How many steps it has: what a page of now shows. */
export async function stepsOf(db: Db, declarationId: string): Promise<number> {
  return (await declarationRow(db, declarationId))?.steps ?? 0;
}

/** Where it is now. */
export async function stateOf(db: Db, declarationId: string): Promise<string | undefined> {
  return (await declarationRow(db, declarationId))?.state;
}

type Deciding = Parameters<typeof decideDeclaration>[1];
type Means =
  | { means: 'grant'; accepted?: { units?: number; level?: string } }
  | { means: 'return' | 'refuse' };

/** Decides about it as it stands. */
export async function decided(
  db: Db,
  { actor }: Pick<Learner, 'actor'>,
  {
    declarationId,
    words = '照证明认定。',
    at = now,
    seen,
    ...how
  }: Means & {
    declarationId: string;
    words?: string;
    at?: Date;
    seen?: number;
  },
) {
  const row = await declarationRow(db, declarationId);
  const as = { level: row?.level ?? null, units: row?.units ?? null, again: row?.again === 1 };
  const common = { actor, declarationId, words, now: at, seen: seen ?? row?.steps ?? 0 };
  const decision: Deciding =
    how.means === 'grant'
      ? { ...common, means: 'grant', accepted: { ...as, ...how.accepted } }
      : { ...common, means: how.means };
  return decideDeclaration(db, decision);
}

/** Somebody with a role over the whole academy. */
export async function holding(db: Db, role: Role, name: string): Promise<Learner> {
  const person = await aLearner(db, name);
  await grantRole(db, {
    ...{ actor: academy, personId: person.personId, role, orgUnitId: null, validFrom: '2026-01-01', now },
  });
  return withRole(person, role);
}
