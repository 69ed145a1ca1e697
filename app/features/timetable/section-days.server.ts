import { dayOf } from '#app/lib/time.ts';
import type { Trx } from '#db/database.ts';

/** The first and the last of a section's meetings that take place, how many those are, and the highest number given. */
export async function firstAndLast(trx: Trx, sectionId: string) {
  const row = await trx
    .selectFrom('meeting')
    .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'meeting.id')
    .select(({ fn, eb }) => {
      const held = <T>(value: T) =>
        eb.case().when('meeting_cancellation.meeting_id', 'is', null).then(value).end();
      return [
        fn.max<number | null>('number').as('highest'),
        fn.count<number>(held(eb.ref('meeting.id'))).as('held'),
        fn.min<string | null>(held(eb.ref('starts_at'))).as('first'),
        fn.max<string | null>(held(eb.ref('ends_at'))).as('last'),
      ];
    })
    .where('section_id', '=', sectionId)
    .executeTakeFirstOrThrow();
  return { held: Number(row.held), highest: Number(row.highest ?? 0), first: row.first, last: row.last };
}

/** The days of a section follow its meetings: it begins with the first of them where it did before, and ends after the last. */
export async function keepDays(
  trx: Trx,
  section: { id: string; starts_on: string; ends_on: string },
  before: Awaited<ReturnType<typeof firstAndLast>>,
): Promise<void> {
  const { first, last } = await firstAndLast(trx, section.id);
  if (!first || !last) return;
  const beganWithIt = before.first !== null && section.starts_on === dayOf(before.first);
  const [firstDay, lastDay] = [dayOf(first), dayOf(last)];
  await trx
    .updateTable('section')
    .set({
      starts_on: beganWithIt || firstDay < section.starts_on ? firstDay : section.starts_on,
      ends_on: lastDay > section.ends_on ? lastDay : section.ends_on,
    })
    .where('id', '=', section.id)
    .execute();
}
