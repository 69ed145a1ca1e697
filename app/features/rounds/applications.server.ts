import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { readyStatement } from '#db/ready-statement.server.ts';
import { lockRound, stepsOf } from './rounds.server.ts';
import { newTicket } from './tickets.server.ts';

/** What somebody asks for: sections, the first choice first; how many of them they want; whether they would wait for a seat. */
export interface Wish {
  choices: readonly string[];
  mostPlaces: number;
  waitlist: boolean;
}

export interface Application extends Wish {
  id: string;
  ticket: string;
  appliedAt: string;
  /** Somebody else did it for them. */
  assisted: boolean;
  /** Section id → why it fell out when applications were fixed. */
  dropped: Map<string, string>;
  lots: number | null;
}

interface Applying extends Wish {
  roundId: string;
  personId: string;
  /** Null: the person themselves. No part of the draw. */
  actedBy: string | null;
  now: Date;
}

export type ApplicationSaved =
  | { ok: true; applicationId: string; ticket: string; changed: boolean }
  | { ok: false; reason: 'closed' };

/**
 * Writes an application down, or anew. Waits for whoever holds the round, so that after `frozen` nothing is taken any more and
 * nothing that was acknowledged is left out. Somebody has one ticket in a round, whatever they change and however often: else
 * whoever knew the seed could go on until a good one comes. The caller has checked what may be chosen.
 */
export async function saveApplication(trx: Trx, applying: Applying): Promise<ApplicationSaved> {
  const { roundId, personId, choices, mostPlaces, waitlist, actedBy, now } = applying;
  await lockRound(trx, roundId);
  if (!takesApplications(await stepsOf(trx, roundId))) return { ok: false, reason: 'closed' };
  const known = await trx
    .selectFrom('application')
    .select(['id', 'ticket', 'active'])
    .where('round_id', '=', roundId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  const id = known?.id ?? newId();
  const ticket = known?.ticket ?? newTicket();
  const row = {
    most_places: mostPlaces,
    waitlist: waitlist ? 1 : 0,
    active: 1,
    applied_at: now.toISOString(),
    acted_by: actedBy,
  };
  if (known) {
    await trx.updateTable('application').set(row).where('id', '=', id).execute();
    await trx.deleteFrom('application_choice').where('application_id', '=', id).execute();
  } else
    await trx
      .insertInto('application')
      .values({ ...row, id, round_id: roundId, person_id: personId, ticket })
      .execute();
  await trx
    .insertInto('application_choice')
    .values(
      choices.map((sectionId, at) => ({ application_id: id, preference: at + 1, section_id: sectionId })),
    )
    .execute();
  return { ok: true, applicationId: id, ticket, changed: known?.active === 1 };
}

function takesApplications(steps: ReadonlySet<string>): boolean {
  return steps.has('published') && !steps.has('frozen');
}

export type ApplicationWithdrawn =
  | { ok: true; applicationId: string }
  | { ok: false; reason: 'closed' | 'none' };

/** Takes an application back. Its ticket stays for whoever applies again. */
export async function withdrawApplication(
  trx: Trx,
  { roundId, personId }: { roundId: string; personId: string },
): Promise<ApplicationWithdrawn> {
  await lockRound(trx, roundId);
  if (!takesApplications(await stepsOf(trx, roundId))) return { ok: false, reason: 'closed' };
  const own = await trx
    .selectFrom('application')
    .select('id')
    .where('round_id', '=', roundId)
    .where('person_id', '=', personId)
    .where('active', '=', 1)
    .executeTakeFirst();
  if (!own) return { ok: false, reason: 'none' };
  await trx.updateTable('application').set({ active: null }).where('id', '=', own.id).execute();
  return { ok: true, applicationId: own.id };
}

/** Somebody's application in a round, or null. One statement. */
export async function applicationIn(
  db: Db,
  { roundId, personId }: { roundId: string; personId: string },
): Promise<Application | null> {
  const { rows } = await ownChoices(db, { roundId, personId });
  const [first] = rows;
  if (!first) return null;
  return {
    id: first.id,
    ticket: first.ticket,
    mostPlaces: first.most_places,
    waitlist: first.waitlist === 1,
    appliedAt: first.applied_at,
    assisted: first.acted_by !== null,
    lots: first.lots,
    choices: rows.map(({ section_id }) => section_id),
    dropped: new Map(
      rows.flatMap(({ section_id, dropped }) => (dropped ? [[section_id, dropped] as const] : [])),
    ),
  };
}

const ownChoices = readyStatement<Record<'roundId' | 'personId', string>>()((db, place) =>
  db
    .selectFrom('application')
    .innerJoin('application_choice', 'application_choice.application_id', 'application.id')
    .select([
      'application.id',
      'ticket',
      'most_places',
      'waitlist',
      'applied_at',
      'acted_by',
      'lots',
      'section_id',
      'dropped',
    ])
    .where('round_id', '=', place('roundId'))
    .where('person_id', '=', place('personId'))
    .where('application.active', '=', 1)
    .orderBy('preference')
    .limit(20),
);

/** The round in which somebody applied last, or null. One statement. */
export async function lastApplied(db: Db, personId: string): Promise<string | null> {
  const row = await db
    .selectFrom('application')
    .select('round_id')
    .where('person_id', '=', personId)
    .where('active', '=', 1)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.round_id ?? null;
}
