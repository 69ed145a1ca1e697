import { correctPerson, type PersonChange } from '#app/features/identity/correcting.server.ts';
import { isReached, peopleReached, type Reach } from '#app/features/identity/reach.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import { workingDaysAfter } from '#app/features/timetable/working-days.rules.ts';
import type { Actor } from '#app/lib/actor.ts';
import { isId, newId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import { type Part, partOf, sizeOf } from '#db/part.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import {
  type Correctable,
  type CorrectionState,
  correctableNames,
  isAppliedHere,
} from './corrections.rules.ts';
import type { Correction, CorrectionDecision } from './corrections.schema.ts';
import { policy } from './policy.rules.ts';

export interface AskedCorrection {
  id: string;
  personId: string;
  personName: string;
  what: Correctable;
  wish: string;
  words: string;
  state: CorrectionState;
  askedAt: string;
  dueOn: string;
  decision: { words: string; at: string } | null;
}

const MOST_OPEN = 5;
const MOST_OWN = 50;
const PAGE_SIZE = 20;

/** Asks for a correction of one's own; it is due within the working days of the policy. At most five wait at a time. */
export async function askCorrection(
  db: Db,
  { actor, correction, now }: { actor: Actor; correction: Correction; now: Date },
): Promise<{ ok: true; requestId: string } | { ok: false; reason: 'too-many' }> {
  const personId = actor.personId ?? '';
  return inTransaction(db, async (trx) => {
    const own = await ownCorrections(trx, personId);
    if (own.filter(({ state }) => state === 'asked').length >= MOST_OPEN)
      return { ok: false, reason: 'too-many' };
    const id = newId();
    const { day } = workingDaysAfter(dayOf(now), policy.correctWithinWorkingDays);
    await trx
      .insertInto('correction_request')
      .values({
        id,
        person_id: personId,
        ...correction,
        state: 'asked',
        asked_at: now.toISOString(),
        due_on: day,
      })
      .execute();
    await note(trx, { actor, requestId: id, action: 'correction.asked', what: correction.what, now });
    return { ok: true, requestId: id };
  });
}

export type CorrectionDecided = { ok: true } | { ok: false; reason: 'not-found' | 'own' | 'decided' };

/**
 * Makes a correction or refuses it, with words that the person reads. Names, pinyin and age bands are put in place here; posts are kept elsewhere, and
 * `done` says that it has been done. Nobody decides about their own.
 */
export async function decideCorrection(
  db: Db,
  {
    actor,
    reach,
    requestId,
    decision: { outcome, words },
    now,
  }: { actor: Actor; reach: Reach; requestId: string; decision: CorrectionDecision; now: Date },
): Promise<CorrectionDecided> {
  return inTransaction(db, async (trx): Promise<CorrectionDecided> => {
    const asked = await correctionInReach(trx, { requestId, reach });
    if (!asked) return { ok: false, reason: 'not-found' };
    if (asked.personId === actor.personId) return { ok: false, reason: 'own' };
    const { numUpdatedRows } = await trx
      .updateTable('correction_request')
      .set({ state: outcome })
      .where('id', '=', requestId)
      .where('state', '=', 'asked')
      .executeTakeFirst();
    if (Number(numUpdatedRows) !== 1) return { ok: false, reason: 'decided' };
    await trx
      .insertInto('correction_decision')
      .values({
        request_id: requestId,
        outcome,
        words,
        by_person_id: actor.personId ?? '',
        at: now.toISOString(),
      })
      .execute();
    if (outcome === 'done' && isAppliedHere(asked.what))
      await correctPerson(trx, { personId: asked.personId, change: changeOf(asked) });
    await note(trx, { actor, requestId, action: `correction.${outcome}`, what: asked.what, now });
    await tell(trx, {
      ...{ personId: asked.personId, kind: 'privacy', link: '/me/data/corrections', now },
      title:
        outcome === 'done'
          ? `${correctableNames[asked.what]}已经更正`
          : `${correctableNames[asked.what]}没有改`,
      body: words,
    });
    return { ok: true };
  });
}

function changeOf({ what, wish }: AskedCorrection): PersonChange {
  if (what === 'name') return { name: wish };
  return what === 'pinyin' ? { pinyin: wish } : { ageBand: wish };
}

async function note(
  trx: Trx,
  line: { actor: Actor; requestId: string; action: string; what: Correctable; now: Date },
): Promise<void> {
  const { actor, requestId, action, what, now } = line;
  const subject = { subjectType: 'correction', subjectId: requestId };
  await writeJournal(trx, { actor, action, ...subject, detail: { what }, now });
}

/** One's own requests, the newest first, at most fifty. One statement. */
export async function ownCorrections(db: Db, personId: string): Promise<AskedCorrection[]> {
  const rows = await requestRows(db)
    .where('request.person_id', '=', personId)
    .orderBy('asked_at', 'desc')
    .limit(MOST_OWN)
    .execute();
  return rows.map(asCorrection);
}

/** One request of somebody within reach; null for every other one. At most two statements. */
export async function correctionInReach(
  db: Db,
  { requestId, reach }: { requestId: string; reach: Reach },
): Promise<AskedCorrection | null> {
  if (!isId(requestId)) return null;
  const row = await requestRows(db).where('request.id', '=', requestId).executeTakeFirst();
  if (!row || !(await isReached(db, reach, row.person_id))) return null;
  return asCorrection(row);
}

/** A page of the requests of people within reach in one state: those that wait longest first, the rest the newest. One statement. */
export async function correctionQueue(
  db: Db,
  { state, reach, ...part }: { state: CorrectionState; reach: Reach } & Part,
): Promise<{ corrections: AskedCorrection[]; hasMore: boolean }> {
  const direction = state === 'asked' ? 'asc' : 'desc';
  const size = sizeOf(part, PAGE_SIZE);
  const found = db
    .selectFrom('correction_request')
    .select('id')
    .where('state', '=', state)
    .$if(reach.scopes !== 'everywhere', (query) => query.where('person_id', 'in', peopleReached(db, reach)));
  const shown = partOf(found, {
    ...part,
    order: [
      ['asked_at', direction],
      ['id', direction],
    ],
    pageSize: PAGE_SIZE,
    extra: 1,
  });
  const rows = await requestRows(db)
    .innerJoin(shown.as('shown'), 'shown.id', 'request.id')
    .orderBy('asked_at', direction)
    .orderBy('request.id', direction)
    .execute();
  return { corrections: rows.slice(0, size).map(asCorrection), hasMore: rows.length > size };
}

/** Nobody needs to know more exactly how many. */
const MOST_COUNTED = 500;

/** How many requests of people within reach wait, counted up to five hundred, and since when the oldest does. One statement, by an index. */
export async function correctionsWaiting(
  db: Db,
  reach: Reach,
): Promise<{ waiting: number; isMore: boolean; since: string | null }> {
  const oldest = db
    .selectFrom('correction_request')
    .select('asked_at')
    .where('state', '=', 'asked')
    .$if(reach.scopes !== 'everywhere', (query) => query.where('person_id', 'in', peopleReached(db, reach)))
    .orderBy('asked_at')
    .limit(MOST_COUNTED + 1);
  const row = await db
    .selectFrom(oldest.as('oldest'))
    .select(({ fn }) => [fn.countAll<number>().as('waiting'), fn.min<string | null>('asked_at').as('since')])
    .executeTakeFirstOrThrow();
  const waiting = Number(row.waiting);
  return { waiting: Math.min(waiting, MOST_COUNTED), isMore: waiting > MOST_COUNTED, since: row.since };
}

function requestRows(db: Db) {
  return db
    .selectFrom('correction_request as request')
    .innerJoin('person', 'person.id', 'request.person_id')
    .leftJoin('correction_decision as decision', 'decision.request_id', 'request.id')
    .select(['request.id', 'request.person_id', 'person.name', 'what', 'wish', 'request.words', 'state'])
    .select(['asked_at', 'due_on', 'decision.words as decidedWords', 'decision.at as decidedAt']);
}

type Row = Awaited<ReturnType<ReturnType<typeof requestRows>['execute']>>[number];

function asCorrection(row: Row): AskedCorrection {
  const { id, name: personName, wish, words, asked_at: askedAt, due_on: dueOn } = row;
  const decision = row.decidedAt === null ? null : { words: row.decidedWords ?? '', at: row.decidedAt };
  return {
    ...{ id, personId: row.person_id, personName, wish, words, askedAt, dueOn, decision },
    what: row.what as Correctable,
    state: row.state as CorrectionState,
  };
}
