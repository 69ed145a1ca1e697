import { awardsOf } from '#app/features/credits/origin.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import type { Trx } from '#db/database.ts';
import { type Granted, SOURCE } from './posting.server.ts';
import { moveOn } from './steps.server.ts';

const held = '公示期间，系统里已经记进同一天、同一个名字的一笔学分，同一件事只记一次。';

/**
 * Ends what was public of something that the ledger holds by now from elsewhere: nothing is posted, and its reviewers look at it again. Where it
 * was paid before, that stays and is all. Whoever declared is told. In the caller's transaction.
 */
export async function holdBack(trx: Trx, { declaration, now }: Granted): Promise<void> {
  const { id: declarationId, person_id: personId, title } = declaration;
  const paid = await awardsOf(trx, { personId, source: { type: SOURCE, id: declarationId } })
    .select('award.id')
    .where('reversal.id', 'is', null)
    .limit(1)
    .executeTakeFirst();
  const words = `${held}${paid ? '原来记入的不变，没有再记。' : '请审核员再看一次。'}`;
  const step = await moveOn(trx, {
    declarationId,
    from: ['publicity'],
    to: paid ? 'posted' : 'waiting',
    kind: paid ? 'not-posted' : 'held-back',
    by: null,
    words,
    now,
  });
  if (step === null) throw new Error(`Declaration ${declarationId} is not public.`);
  await tell(trx, {
    personId,
    kind: 'declaration',
    title: `“${title}”公示期满，${paid ? '没有再记入学分' : '要再看一次'}`,
    body: `${words}${paid ? '' : '不是同一件事的，请等审核员退回，把名字写得分得开。'}`,
    link: `/me/declarations/${declarationId}`,
    now,
  });
}
