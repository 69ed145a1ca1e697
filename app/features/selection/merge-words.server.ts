import { tell } from '#app/features/notices/notices.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import type { Trx } from '#db/database.ts';
import type { SectionAtDesk } from './facts.server.ts';
import type { Fate, MergedPerson } from './merge-plan.rules.ts';
import { staffOf } from './section-notices.server.ts';

interface Told {
  person: MergedPerson & { fate: Fate };
  /** Their place in the other section; null when they have none. */
  enrolmentId: string | null;
  from: SectionAtDesk;
  into: SectionAtDesk;
  reason: string;
  now: Date;
}

/** Tells somebody what a merge did with their place, why, and what to do. */
export async function tellMerged(
  trx: Trx,
  { person, enrolmentId, from, into, reason, now }: Told,
): Promise<void> {
  const { personId, fate } = person;
  const news = { personId, kind: 'section-merged', title: `《${from.title}》并到了《${into.title}》`, now };
  if (enrolmentId) {
    const body = `原因：${reason}。你已经转到《${into.title}》，不用再选。请看新的上课时间；不合适，可以退选或者找教务。`;
    return tell(trx, { ...news, body, link: `/learn/${enrolmentId}` });
  }
  if (fate.kind === 'already') {
    const body = `原因：${reason}。你本来就在《${into.title}》，接着上就行。`;
    return tell(trx, { ...news, body, link: '/me/courses' });
  }
  const clash =
    fate.kind === 'clash'
      ? `新班在${formatMoment(fate.at)}，和你选的《${fate.with}》时间冲突，没有替你转。`
      : '';
  const body = `原因：${reason}。${clash}你在原班的名额到此结束，不算退课。想上这门课，可以先退掉冲突的课再选新班，或者找教务商量。`;
  return tell(trx, { ...news, body, link: '/me/courses' });
}

/** Tells the teachers and head teachers of both sections. */
export async function tellMergedStaff(
  trx: Trx,
  { from, into, moved, now }: { from: SectionAtDesk; into: SectionAtDesk; moved: number; now: Date },
): Promise<void> {
  const staff = new Set([...(await staffOf(trx, from.id)), ...(await staffOf(trx, into.id))]);
  for (const personId of staff)
    await tell(trx, {
      personId,
      kind: 'section-merged',
      title: `《${from.title}》并到了《${into.title}》`,
      body: `${moved} 位学员转了过来，名单已经更新。`,
      link: `/teach/sections/${into.id}`,
      now,
    });
}
