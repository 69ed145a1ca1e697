/** What the judging of people hands from step to step. */
import type { Position } from '#app/lib/vocabulary.ts';
import type { Judging, RowState } from './kinds.ts';
import type { KnownPeople } from './people-lookup.server.ts';
import type { PersonRow } from './person-rows.rules.ts';
import type { PostSaid } from './person-words.rules.ts';
import type { RowPlace } from './row-places.ts';
import type { KnownUnit, UnitDirectory } from './unit-directory.ts';

/** What applying a row of people does. */
export interface PersonDeed {
  /** Null: somebody new, of this username where the sheet says one. */
  personId: string | null;
  thing: string;
  name: string;
  username: string;
  ageBand: string | null;
  /** The age is put right. */
  correctAge: boolean;
  /** `plain`: the unit stands on all of its days, so that it lies at one unit. */
  post: { position: Position; unitId: string; from: string; to: string | null; plain: boolean } | null;
  /** A telephone number that is written down, unconfirmed; empty without. */
  phone: string;
  /** The post that comes to its end. */
  end: { appointmentId: string; lastDay: string } | null;
}

/** What a row of the sheets of people comes to, before anybody is looked for. */
export interface Placed {
  row: PersonRow;
  unit: KnownUnit | null;
  place: RowPlace | null;
}

export type Verdict = {
  state: RowState;
  words: string;
  deed: PersonDeed | null;
  /** Whom the row was found to mean; empty for somebody new, or where that is not known. */
  personId?: string;
};
export const refused = (words: string): Verdict => ({ state: 'refused', words, deed: null });

export interface Hand {
  judging: Judging;
  directory: UnitDirectory;
  scopes: 'everywhere' | readonly string[];
  known: KnownPeople;
  today: string;
  /** Whether somebody who is not known is added. */
  adds: boolean;
  /** Of each place and time at which a unit does not stand throughout (`spanKey`): whether it came from something, or something takes its place. */
  spans: ReadonlyMap<string, boolean>;
}

/** From which day to which a row says that somebody is at a unit. */
export const spanKey = (unitId: string, from: string, to: string | null): string =>
  `${unitId} ${from} ${to ?? ''}`;

export interface Said {
  unit: KnownUnit;
  said: PostSaid;
  thing: string;
  hand: Hand;
}
