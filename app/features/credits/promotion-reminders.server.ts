import { tell } from '#app/features/notices/notices.server.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { dayOf, formatDate } from '#app/lib/time.ts';
import { positionNames } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { monthsAfter } from './cycle.rules.ts';
import { type CatchingUp, promotedFrom, type ReminderKind, reminderDue } from './promotion.rules.ts';
import { catchingUpOf, promotionsOn } from './promotions.server.ts';
import { ledgerLines, postsOfMany } from './records.server.ts';

const AT_ONCE = 200;
/** The last reminder is sent at eleven months; a month later there is none to send. */
const REMINDED_MONTHS = 13;

/**
 * Tells everybody who has something to make up after a promotion, once at the start, once after six months and once after eleven. Running it
 * again tells nobody twice, also when two workers do it at once. Whoever cannot be told is named to `failed`, and the rest are told all the
 * same; without it the first fault is thrown. Answers how many were told. Source: domain model §6.9.
 */
export async function remindPromoted(
  db: Db,
  { now, failed }: { now: Date; failed?: (personId: string, error: unknown) => void },
): Promise<number> {
  const day = dayOf(now);
  const positions = [...new Set((await promotionsOn(db, day)).flatMap((each) => each.positions))];
  if (positions.length === 0) return 0;
  let told = 0;
  for (let after = ''; ; ) {
    const people = await promotedAfter(db, { after, positions, day });
    const last = people.at(-1);
    if (!last) return told;
    after = last;
    const span = { from: promotedFrom(day), to: day, years: [Number(day.slice(0, 4))] };
    const [posts, lines] = [await postsOfMany(db, people, span), await ledgerLines(db, people)];
    for (const personId of people) {
      const own = { posts: posts.get(personId)?.posts ?? [], lines: lines.get(personId) ?? [], day };
      try {
        for (const due of await catchingUpOf(db, own))
          if (await remind(db, { personId, due, day, now })) told++;
      } catch (error) {
        if (!failed) throw error;
        failed(personId, error);
      }
    }
  }
}

/** Some people with a covered post that began in the last months and still lasts, by their ids, from one id on. */
async function promotedAfter(
  db: Db,
  { after, positions, day }: { after: string; positions: readonly string[]; day: string },
): Promise<string[]> {
  const rows = await db
    .selectFrom('appointment')
    .select('person_id')
    .distinct()
    .where('position', 'in', positions)
    .where('valid_from', '>=', monthsAfter(day, -REMINDED_MONTHS))
    .where('valid_from', '<=', day)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', day)]))
    .where('person_id', '>', after)
    .orderBy('person_id')
    .limit(AT_ONCE)
    .execute();
  return rows.map(({ person_id }) => person_id);
}

interface Reminding {
  personId: string;
  due: CatchingUp;
  day: string;
  now: Date;
}

async function remind(db: Db, { personId, due, day, now }: Reminding): Promise<boolean> {
  const kind = reminderDue(due, day);
  if (!kind) return false;
  try {
    return await inTransaction(db, async (trx) => {
      const sent = await trx
        .selectFrom('promotion_reminder')
        .select('kind')
        .where('person_id', '=', personId)
        .where('since', '=', due.since)
        .where('kind', '=', kind)
        .executeTakeFirst();
      if (sent) return false;
      await trx
        .insertInto('promotion_reminder')
        .values({ person_id: personId, since: due.since, kind, told_at: now.toISOString() })
        .execute();
      await tell(trx, { personId, kind: 'promotion', ...wordsOf(due, kind), link: '/me/credits', now });
      return true;
    });
  } catch (error) {
    // Another worker has just told them.
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

const titles: Record<ReminderKind, string> = {
  start: '任职一年内要补学',
  'six-months': '任职补学还没有完成，已经过了半年',
  'eleven-months': '任职补学快到期了',
};

function wordsOf({ positions, missing, courses, dueOn }: CatchingUp, kind: ReminderKind) {
  const left = courses.filter(({ done }) => !done).map(({ code }) => code);
  const what = [
    ...(missing > 0 ? [`${formatHundredths(missing)} 学分`] : []),
    ...(left.length > 0 ? [`课程 ${left.join('、')}`] : []),
  ];
  const posts = positions.map((position) => positionNames[position]).join('、');
  return { title: titles[kind], body: `你担任${posts}，${formatDate(dueOn)}前还要补上${what.join('和')}。` };
}
