import { type SelectQueryBuilder, sql } from 'kysely';
import { MOST_WAITING } from '#app/features/identity/waiting.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Database, Db } from '#db/database.ts';
import { type Part, partOf } from '#db/part.server.ts';
import { clockOf } from './clock.rules.ts';
import type { DeskCode, SuggestionKind, SuggestionState } from './suggestions.rules.ts';
import { mayAnswer } from './within.server.ts';

export interface QueuedSuggestion {
  id: string;
  kind: SuggestionKind;
  desk: DeskCode;
  /** Its first words. */
  beginning: string;
  /** Null of what was written without a name. */
  personName: string | null;
  receivedAt: string;
  /** From when it is counted. */
  clockFrom: string;
  ownerName: string | null;
  answerBy: string | null;
  overdue: boolean;
}

const PAGE_SIZE = 20;
const BEGINNING = 40;

/** A page of what somebody may answer in one state: of what waits the one that waits longest first, of the rest the newest. Two statements. */
export async function suggestionQueue(
  db: Db,
  { actor, state, now, ...part }: { actor: Actor; state: SuggestionState; now: Date } & Part,
): Promise<{ suggestions: QueuedSuggestion[]; total: number; pageSize: number }> {
  const direction = state === 'received' || state === 'accepted' ? 'asc' : 'desc';
  const shown = partOf(queued(db, { actor, state, now }).select('suggestion.id'), {
    ...part,
    order: [
      ['clock_from', direction],
      ['suggestion.id', direction],
    ],
    pageSize: PAGE_SIZE,
  });
  const rows = await db
    .selectFrom('suggestion')
    .innerJoin(shown.as('shown'), 'shown.id', 'suggestion.id')
    .leftJoin('person as writer', 'writer.id', 'suggestion.person_id')
    .leftJoin('person as owner', 'owner.id', 'suggestion.owner_person_id')
    .select(['suggestion.id', 'kind', 'desk', 'words', 'received_at', 'clock_from'])
    .select(['writer.name as personName', 'owner.name as ownerName'])
    .orderBy('clock_from', direction)
    .orderBy('suggestion.id', direction)
    .execute();
  const suggestions = rows.map(({ kind, desk, words, received_at: receivedAt, clock_from, ...row }) => {
    const { answerBy, late } = clockOf({ state, clockFrom: clock_from }, now);
    return {
      ...{ ...row, kind: kind as SuggestionKind, desk: desk as DeskCode, receivedAt, answerBy },
      ...{ beginning: beginningOf(words), clockFrom: clock_from, overdue: late !== null },
    };
  });
  const total = part.page === undefined ? 0 : await counted(db, { actor, state, now });
  return { suggestions, total, pageSize: PAGE_SIZE };
}

/** The first words, for lists. */
export function beginningOf(words: string): string {
  const characters = [...words.replace(/\s+/g, ' ')];
  return characters.length <= BEGINNING ? words : `${characters.slice(0, BEGINNING).join('')}…`;
}

type Queued = SelectQueryBuilder<Database, 'suggestion', object>;

function queued(db: Db, { actor, state, now }: { actor: Actor; state: SuggestionState; now: Date }): Queued {
  return db
    .selectFrom('suggestion')
    .where('state', '=', state)
    .where(mayAnswer(db, actor, now));
}

async function counted(
  db: Db,
  { actor, state, now }: { actor: Actor; state: SuggestionState; now: Date },
): Promise<number> {
  const some = queued(db, { actor, state, now }).select('id').limit(MOST_WAITING);
  const { total } = await db
    .selectFrom(some.as('some'))
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

/** How many suggestions wait for somebody, up to a thousand, and whether one of them is late. One statement. */
export async function waitingSuggestions(
  db: Db,
  { actor, now }: { actor: Actor; now: Date },
): Promise<{ waiting: number; overdue: boolean }> {
  const longest = (state: SuggestionState) =>
    queued(db, { actor, state, now })
      .select(['state', 'clock_from'])
      .orderBy('clock_from')
      .limit(MOST_WAITING / 2)
      .as(state);
  const some = db
    .selectFrom(longest('received'))
    .selectAll()
    .unionAll(db.selectFrom(longest('accepted')).selectAll());
  const { waiting, since, untaken } = await db
    .selectFrom(some.as('some'))
    .select(({ fn }) => [
      fn.countAll<number>().as('waiting'),
      fn.min<string | null>('clock_from').as('since'),
      sql<string | null>`min(case when state = 'received' then clock_from end)`.as('untaken'),
    ])
    .executeTakeFirstOrThrow();
  const isLate = (state: SuggestionState, clockFrom: string | null) =>
    clockFrom !== null && clockOf({ state, clockFrom }, now).late !== null;
  return { waiting: Number(waiting), overdue: isLate('accepted', since) || isLate('received', untaken) };
}
