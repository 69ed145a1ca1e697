import { type NewNotice, tellMany } from '#app/features/notices/notices.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import type { Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';

/** A make-up of which a half was done when it counts no more. */
export interface LateMakeUp {
  id: string;
  enrolmentId: string;
  personId: string;
  personName: string;
  sectionId: string;
  sectionTitle: string;
  /** Who leads the section; null while nobody does. */
  teacherId: string | null;
  number: number;
  deadline: string;
}

/**
 * Tells the learner and who leads the section that a make-up gives nothing because it came too late, once for each. Two statements,
 * and only where it did: reports and answers that are in time ask no more than before.
 */
export async function tellLate(trx: Trx, makeUp: LateMakeUp, now: Date): Promise<void> {
  if (!(await isFirst(trx, makeUp.id, now))) return;
  const about = { kind: 'attendance', now };
  const until = formatMoment(makeUp.deadline);
  const meeting = `“${makeUp.sectionTitle}”第 ${makeUp.number} 次课`;
  const notices: NewNotice[] = [
    {
      ...about,
      personId: makeUp.personId,
      title: `${meeting}补晚了，没有算到课`,
      body: `补课 ${until} 截止。看过的、做过的都还留着。有特殊情况，请和老师说。`,
      link: `/learn/${makeUp.enrolmentId}/make-up`,
    },
  ];
  if (makeUp.teacherId)
    notices.push({
      ...about,
      personId: makeUp.teacherId,
      title: `${makeUp.personName}补${meeting}补晚了`,
      body: `录播或者小测是 ${until} 截止以后才做完的，没有算到课，学分也没有。本人已经收到通知；有特殊情况，可以和教务商量。`,
      link: `/teach/sections/${makeUp.sectionId}`,
      mentions: [{ personId: makeUp.personId, name: makeUp.personName }],
    });
  await tellMany(trx, notices);
}

async function isFirst(trx: Trx, makeUpId: string, now: Date): Promise<boolean> {
  try {
    await trx.insertInto('make_up_late').values({ make_up_id: makeUpId, at: now.toISOString() }).execute();
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}
