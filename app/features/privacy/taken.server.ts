import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { mayTake } from './takings.ts';

/** Notes that somebody takes all of their data; false when they have done so too often within a minute. */
export async function noteTaking(
  db: Db,
  { actor, form, now }: { actor: Actor; form: 'printed' | 'json'; now: Date },
): Promise<boolean> {
  const subjectId = actor.personId ?? '';
  if (!mayTake(db, { personId: subjectId, now })) return false;
  const subject = { subjectType: 'person', subjectId };
  await writeJournal(db, { actor, action: 'data.taken', ...subject, detail: { form }, now });
  return true;
}

export const tooOften = {
  message: '刚才看得太勤了，请等一分钟再看。资料没有丢。',
  headers: { 'retry-after': '60' },
};
