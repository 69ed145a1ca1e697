import { sql } from 'kysely';
import { lockPerson } from '#app/features/identity/appointments.server.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import type { DeclarationRow } from '#db/tables/declarations.ts';
import { type Accepted, type Granted, grantDeclaration } from './granting.server.ts';
import { standsWithSameFile } from './held-already.server.ts';
import { keysOf } from './sending.server.ts';
import { appealVerdicts, type DeclarationState, decisions, type StepKind } from './states.rules.ts';
import { moveOn } from './steps.server.ts';
import { standsAsGranted } from './taken-back.server.ts';

/** The last decision of which somebody may not approve: refused, refused after an objection, or recognised in part. */
export interface Contestable {
  step: number;
  kind: 'refused' | 'objection-upheld' | 'granted';
  at: string;
  words: string;
  /** Of one recognised in part, in hundredths. */
  amount: number | null;
  asked: number | null;
}

/** What can be appealed against of a declaration now, or null where it was recognised as declared or nothing is decided. One statement. */
export async function contestableStep(db: Db, declarationId: string): Promise<Contestable | null> {
  const rows = await db
    .selectFrom('declaration_step as step')
    .leftJoin('declaration_grant as grant', (join) =>
      join.onRef('grant.declaration_id', '=', 'step.declaration_id').onRef('grant.step', '=', 'step.number'),
    )
    .select(['step.number', 'step.kind', 'step.at', 'step.words', 'grant.amount', 'grant.asked'])
    .where('step.declaration_id', '=', declarationId)
    .where('step.kind', 'in', [
      'sent',
      'held-back',
      'granted',
      'refused',
      'objection-upheld',
      'appeal-upheld',
    ] satisfies StepKind[])
    .orderBy('step.number', 'desc')
    .limit(1)
    .execute();
  const [last] = rows;
  if (!last || last.kind === 'sent' || last.kind === 'held-back' || last.kind === 'appeal-upheld')
    return null;
  const { number: step, kind, at, words, amount, asked } = last;
  if (kind === 'granted' && (amount ?? 0) >= (asked ?? 0)) return null;
  return { step, kind: kind as Contestable['kind'], at, words, amount, asked };
}

/**
 * Who has had to do with it so far, or before an instant: whoever decided, also about an earlier appeal, and whoever objected. None of them
 * hears an appeal. One statement.
 */
export async function involvedIn(
  db: Db,
  declarationId: string,
  until?: string,
): Promise<{ deciders: string[]; objectors: string[] }> {
  const rows = await db
    .selectFrom('declaration_step')
    .select(['by_person_id as personId', 'kind'])
    .where('declaration_id', '=', declarationId)
    .where('kind', 'in', [...decisions, ...appealVerdicts])
    .$if(until !== undefined, (query) => query.where('at', '<', until ?? ''))
    .unionAll(
      db
        .selectFrom('publicity_objection')
        .select(['person_id as personId', sql<string>`'objector'`.as('kind')])
        .where('declaration_id', '=', declarationId)
        .$if(until !== undefined, (query) => query.where('at', '<', until ?? '')),
    )
    .execute();
  const idsOf = (objector: boolean) =>
    rows.flatMap(({ personId, kind }) => (personId && (kind === 'objector') === objector ? personId : []));
  return { deciders: idsOf(false), objectors: idsOf(true) };
}

interface Noting {
  declaration: DeclarationRow;
  kind: Extract<StepKind, 'appealed' | 'appeal-dismissed'>;
  by: string | null;
  words: string;
  now: Date;
}

/** Writes an appeal, or its dismissal, among the steps; the declaration stays where it is. */
export async function noteAppeal(trx: Trx, { declaration, ...noting }: Noting): Promise<void> {
  const state = declaration.state as DeclarationState;
  await moveOn(trx, { declarationId: declaration.id, from: [state], to: state, ...noting });
}

export type Restored =
  | Granted
  | { ok: false; reason: 'objection-waits' | 'declared-again' | 'not-more' | 'taken-back' };

/**
 * What an upheld appeal brings: recognised anew, then public for its days like any other, and posted in place of what it had paid. Not while
 * an objection waits, nor where the same evidence was declared again meanwhile; nor over what somebody took back or corrected since it was
 * granted: that is heard by itself.
 */
export async function restoreDeclaration(
  trx: Trx,
  {
    declaration,
    accepted,
    by,
    words,
    now,
  }: { declaration: DeclarationRow; accepted: Accepted; by: string | null; words: string; now: Date },
): Promise<Restored> {
  if (declaration.state === 'objected') return { ok: false, reason: 'objection-waits' };
  if (declaration.state === 'posted' && !(await standsAsGranted(trx, declaration)))
    return { ok: false, reason: 'taken-back' };
  const before = await grantedBefore(trx, declaration);
  if (declaration.state === 'refused') {
    await lockPerson(trx, declaration.person_id);
    if (await standsWithSameFile(trx, declaration)) return { ok: false, reason: 'declared-again' };
    try {
      await trx
        .updateTable('declaration')
        .set(keysOf(declaration))
        .where('id', '=', declaration.id)
        .execute();
    } catch (error) {
      if (isUniqueViolation(error)) return { ok: false, reason: 'declared-again' };
      throw error;
    }
  }
  const granted = await grantDeclaration(trx, {
    ...{ declaration, accepted, by, words, now, kind: 'appeal-upheld' },
    from: ['refused', 'publicity', 'posted'],
  });
  return granted.ok && granted.amount <= before ? { ok: false, reason: 'not-more' } : granted;
}

/** What stands of it so far, in hundredths. */
async function grantedBefore(trx: Trx, { id, state }: DeclarationRow): Promise<number> {
  if (state === 'refused') return 0;
  const row = await trx
    .selectFrom('declaration_grant')
    .select('amount')
    .where('declaration_id', '=', id)
    .orderBy('step', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.amount ?? 0;
}
