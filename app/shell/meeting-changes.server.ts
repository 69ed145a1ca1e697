import { meetWhenEnoughForAll } from '#app/features/attendance/enough.server.ts';
import { countsForSomebody } from '#app/features/attendance/marks.server.ts';
import { seatsOf } from '#app/features/selection/reading.server.ts';
import { lockSection } from '#app/features/selection/seats.server.ts';
import { clashesOfEnrolled, tellSection } from '#app/features/selection/section-notices.server.ts';
import type { FormProblem } from '#app/features/timetable/clash-words.rules.ts';
import { type MeetingChange, timeAndPlace } from '#app/features/timetable/meeting-change.schema.ts';
import {
  addMeeting,
  type ChangedMeeting,
  cancelMeeting,
  type MeetingOutcome,
  type MeetingRefusal,
  moveMeeting,
} from '#app/features/timetable/meeting-changes.server.ts';
import {
  addedNews,
  cancelledNews,
  clashSentence,
  movedNews,
  type News,
} from '#app/features/timetable/meeting-news.rules.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';

/** `told`: how many learners; `clashing`: how many of them have something else at the new time. */
export type MeetingsChanged =
  | { ok: true; told: number; clashing: number }
  | { ok: false; reason: MeetingRefusal | 'marked' }
  | { ok: false; reason: 'problems'; problems: FormProblem[] };

interface Changing {
  actor: Actor;
  sectionId: string;
  change: MeetingChange;
  now: Date;
}

/**
 * Moves, cancels or adds one meeting and tells everybody in the section, its teacher and head teacher, in one transaction. A meeting
 * that has begun stays as it is, and one that counts for somebody already is not cancelled. Whoever has been marked in all that are left now has their
 * attendance.
 */
export async function changeMeetings(db: Db, changing: Changing): Promise<MeetingsChanged> {
  return inTransaction(db, async (trx) => {
    const { actor, change, sectionId, now } = changing;
    // Neither a merge nor a list comes between: they ask what takes place under the same lock.
    await lockSection(trx, sectionId);
    // A merge carries marks onto meetings that lie ahead: they go with the meeting to its new time, and would be lost with it.
    if (change.means === 'cancel' && (await countsForSomebody(trx, change.meeting)))
      return { ok: false, reason: 'marked' };
    const outcome = await apply(trx, changing);
    if (!outcome.ok) return outcome;
    const news = await newsOf(trx, changing, outcome);
    const clashes =
      change.means === 'cancel'
        ? new Map<string, string>()
        : await clashesOfEnrolled(trx, { sectionId, time: outcome.meeting });
    const also = new Map([...clashes].map(([personId, title]) => [personId, clashSentence(title)]));
    const told = await tellSection(trx, { sectionId, ...news, also, now });
    if (change.means === 'cancel') await meetWhenEnoughForAll(trx, { actor, sectionId, now });
    return { ok: true, told, clashing: clashes.size };
  });
}

async function apply(trx: Trx, { change, ...deed }: Changing): Promise<MeetingOutcome> {
  const { reason } = change;
  if (change.means === 'cancel') return cancelMeeting(trx, { ...deed, reason, meetingId: change.meeting });
  const seats = (await seatsOf(trx, [deed.sectionId])).get(deed.sectionId)?.capacity ?? 0;
  const to = timeAndPlace(change);
  const anyway = change.anyway === 'yes';
  if (change.means === 'move')
    return moveMeeting(trx, { ...deed, reason, seats, anyway, to, meetingId: change.meeting });
  return addMeeting(trx, { ...deed, reason, seats, anyway, to, topic: change.topic, kind: 'face' });
}

async function newsOf(
  trx: Trx,
  { sectionId, change }: Changing,
  { meeting, before }: { meeting: ChangedMeeting; before: ChangedMeeting | null },
): Promise<News> {
  const { title } = await trx
    .selectFrom('section')
    .select('title')
    .where('id', '=', sectionId)
    .executeTakeFirstOrThrow();
  const ids = [meeting.venueId, before?.venueId].filter((id): id is string => Boolean(id));
  const venues = ids.length === 0 ? [] : await venueNames(trx, ids);
  const placed = (one: ChangedMeeting) => ({
    ...one,
    venueName: venues.find(({ id }) => id === one.venueId)?.name ?? null,
  });
  if (change.means === 'cancel') return cancelledNews(title, placed(meeting), change.reason);
  return before
    ? movedNews(title, placed(before), placed(meeting), change.reason)
    : addedNews(title, placed(meeting), change.reason);
}

function venueNames(trx: Trx, ids: readonly string[]) {
  return trx.selectFrom('venue').select(['id', 'name']).where('id', 'in', ids).execute();
}
