import { lockPerson } from '#app/features/identity/appointments.server.ts';
import { type CountedDay, workingDaysAfter } from '#app/features/timetable/working-days.rules.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import type { PublicityRow } from '#db/tables/declarations.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { heldAlready } from './held-already.server.ts';
import { holdBack } from './holding-back.server.ts';
import { keepTakenBack, postGrant } from './posting.server.ts';
import { declarationRow, heldDeclaration } from './steps.server.ts';
import { takenBackSince } from './taken-back.server.ts';

type Lasting = Pick<PublicityRow, 'starts_on' | 'ends_on' | 'working_days'>;

/** The last day of an open publicity by what is known of holidays now: one announced later makes it longer, never shorter. */
export function lastDayOf(publicity: Lasting): string {
  const { day } = workingDaysAfter(publicity.starts_on, publicity.working_days);
  return day > publicity.ends_on ? day : publicity.ends_on;
}

/** The same with the years on the way whose holidays are not known. Of one that is over, the day on which it ended by what was known then. */
export function lastDayIn(publicity: Lasting & Pick<PublicityRow, 'open'>): CountedDay {
  if (publicity.open !== 1) return { day: publicity.ends_on, unknownYears: [] };
  const { unknownYears } = workingDaysAfter(publicity.starts_on, publicity.working_days);
  return { day: lastDayOf(publicity), unknownYears };
}

interface Posting {
  /** So many at most in one round. */
  limit: number;
  /** Told of each that cannot be posted; without it the first one is thrown. */
  failed?: (declarationId: string, error: unknown) => void;
  now: Date;
}

/**
 * Posts what has been public for its working days without an objection that waits: the worker's round. Each in a transaction of its own, so
 * that a killed worker leaves nothing half done and two of them do each thing once; one that cannot be posted stops none behind it.
 * Where somebody took back or corrected meanwhile what it had paid before, that holds; what the ledger holds from elsewhere
 * by now goes back to its reviewers. Returns how many.
 */
export async function postAfterPublicity(db: Db, { limit, failed, now }: Posting): Promise<number> {
  const today = dayOf(now);
  let posted = 0;
  let last: Due | undefined;
  do {
    const due = await dueAfter(db, { last, today, limit });
    last = due.length === limit ? due.at(-1) : undefined;
    for (const publicity of due) {
      if (posted === limit) return posted;
      if (lastDayOf(publicity) >= today) continue;
      try {
        if (await postOne(db, publicity.id, now)) posted += 1;
      } catch (error) {
        if (!failed) throw error;
        failed(publicity.declaration_id, error);
      }
    }
  } while (last);
  return posted;
}

interface Due
  extends Pick<PublicityRow, 'id' | 'declaration_id' | 'starts_on' | 'ends_on' | 'working_days'> {}

/** What has ended by the calendar then known, the first one first, from one on. */
async function dueAfter(
  db: Db,
  { last, today, limit }: { last: Due | undefined; today: string; limit: number },
): Promise<Due[]> {
  return db
    .selectFrom('publicity')
    .innerJoin('declaration', 'declaration.id', 'publicity.declaration_id')
    .select(['publicity.id', 'declaration_id', 'starts_on', 'ends_on', 'working_days'])
    .where('open', '=', 1)
    .where('ends_on', '<', today)
    .where('ends_on', '>=', last?.ends_on ?? '')
    .$if(last !== undefined, (query) =>
      query.where(({ or, and, eb }) =>
        or([
          eb('ends_on', '>', last?.ends_on ?? ''),
          and([eb('ends_on', '=', last?.ends_on ?? ''), eb('publicity.id', '>', last?.id ?? '')]),
        ]),
      ),
    )
    .where('state', '=', 'publicity')
    .orderBy('ends_on')
    .orderBy('publicity.id')
    .limit(limit)
    .execute();
}

async function postOne(db: Db, publicityId: string, now: Date): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const publicity = await trx
      .selectFrom('publicity')
      .selectAll()
      .where('id', '=', publicityId)
      .executeTakeFirstOrThrow();
    // What is posted to a person by a second person's word waits until this is done, or is seen here.
    await lockPerson(trx, (await declarationRow(trx, publicity.declaration_id))?.person_id ?? '');
    // Whoever objects or decides holds the declaration first: so does this.
    const declaration = await heldDeclaration(trx, publicity.declaration_id);
    if (declaration?.state !== 'publicity') return false;
    // From now on it lasted until then: a holiday that is announced later changes nothing that is over.
    const { numUpdatedRows } = await trx
      .updateTable('publicity')
      .set({ open: null, ended_at: now.toISOString(), ends_on: lastDayOf(publicity) })
      .where('id', '=', publicityId)
      .where('open', '=', 1)
      .executeTakeFirst();
    if (Number(numUpdatedRows) !== 1) return false;
    const grant = await trx
      .selectFrom('declaration_grant')
      .selectAll()
      .where('id', '=', publicity.grant_id)
      .executeTakeFirstOrThrow();
    const granted = {
      ...{ declaration, grant, now },
      publicity: { ...publicity, ends_on: lastDayOf(publicity) },
    };
    if (await takenBackSince(trx, declaration, grant)) await keepTakenBack(trx, granted);
    else if (await heldAlready(trx, declaration)) await holdBack(trx, granted);
    else await postGrant(trx, granted);
    return true;
  });
}
