import { type JournalLine, writeJournalLines } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Trx } from '#db/database.ts';
import type { DatedTable } from './dated-rows.server.ts';

/** Who changes the units, and what those are called, for the journal of each person concerned. */
export interface Changing {
  actor: Actor;
  changeId: string;
  /** The first day on which the change holds. */
  day: string;
  /** Of the units that end, and of those in their place. */
  nameOf: (unitId: string) => string;
  now: Date;
}

/** A post or a right, and the units at which it goes on; none: it ends with its own. */
export interface Moved {
  personId: string;
  /** The position or the role. */
  what: string;
  from: string;
  into: readonly string[];
}

/** What one line says at most; a right over a unit in many parts has no end of them. */
const MOST_NAMED = 20;

const actions = {
  appointment: { moved: 'appointment.moved', ended: 'appointment.ended', back: 'appointment.moved-back' },
  role_grant: { moved: 'role.moved', ended: 'role.revoked', back: 'role.moved-back' },
} as const;

/**
 * Writes a line for each person whose posts, or whose rights, went along with a change or ended by it, so that whoever looks for the person finds it. Call it within
 * the transaction of the change. One statement for every two hundred people.
 */
export async function noteMoves(
  trx: Trx,
  { table, moves, by }: { table: DatedTable; moves: readonly Moved[]; by: Changing },
): Promise<void> {
  const { moved, ended } = actions[table];
  await writeJournalLines(trx, [
    ...linesOf(table, { moves: moves.filter(({ into }) => into.length > 0), action: moved, by }),
    ...linesOf(table, { moves: moves.filter(({ into }) => into.length === 0), action: ended, by }),
  ]);
}

/** The same where a planned change is taken back, and everything stays where it was. */
export async function noteMovedBack(
  trx: Trx,
  { table, moves, by }: { table: DatedTable; moves: readonly Moved[]; by: Changing },
): Promise<void> {
  await writeJournalLines(trx, linesOf(table, { moves, action: actions[table].back, by }));
}

function linesOf(
  table: DatedTable,
  { moves, action, by }: { moves: readonly Moved[]; action: string; by: Changing },
): JournalLine[] {
  const { actor, changeId, day, nameOf, now } = by;
  const byPerson = new Map<string, Moved[]>();
  for (const move of moves) byPerson.set(move.personId, [...(byPerson.get(move.personId) ?? []), move]);
  return [...byPerson].map(([personId, own]) => {
    const what = named(own.map((each) => each.what));
    const detail = {
      ...(table === 'appointment' ? { position: what } : { role: what }),
      from: named(own.map(({ from }) => nameOf(from))),
      into: named(own.flatMap(({ into }) => into.map(nameOf))),
      ...{ day, changeId },
    };
    return { actor, action, subjectType: 'person', subjectId: personId, detail, now };
  });
}

/** Each once, in their order. */
const named = (all: readonly string[]): string[] => [...new Set(all)].slice(0, MOST_NAMED);
