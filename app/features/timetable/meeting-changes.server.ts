import { writeJournal } from '#app/features/journal/journal.server.ts';
import { bookVenue, endBooking, moveBooking } from '#app/features/venues/bookings.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Trx } from '#db/database.ts';
import type { FormProblem } from './clash-words.rules.ts';
import type { MeetingTime } from './clashes.rules.ts';
import { ownMeetingProblems, unusualDayProblems } from './meeting-days.server.ts';
import { planningProblems } from './planning-checks.server.ts';
import { takePlanningTurn } from './planning-turn.server.ts';
import { firstAndLast, keepDays } from './section-days.server.ts';

/** When and where a meeting is to be. Instants as UTC ISO text. */
export interface TimeAndPlace extends MeetingTime {
  venueId: string | null;
}

/** A meeting as it stands while it is being changed. */
export interface ChangedMeeting extends TimeAndPlace {
  id: string;
  number: number;
  topic: string;
}

export type MeetingRefusal = 'not-found' | 'begun' | 'cancelled' | 'closed' | 'past' | 'last';
export type MeetingOutcome =
  | { ok: true; meeting: ChangedMeeting; before: ChangedMeeting | null }
  | { ok: false; reason: MeetingRefusal }
  | { ok: false; reason: 'problems'; problems: FormProblem[] };

interface Deed {
  actor: Actor;
  sectionId: string;
  reason: string;
  /** How many people must find room in a new place. */
  seats: number;
  /** Also on a day without classes or outside the term. */
  anyway: boolean;
  now: Date;
}

/**
 * Gives one meeting another time or place, with its booking. Refused once it has begun, when its teacher or the place is not free then
 * or another meeting of the section lies there, and (unless `anyway`) on a day without classes; who has been marked is the caller's to ask.
 */
export async function moveMeeting(
  trx: Trx,
  { meetingId, to, ...deed }: Deed & { meetingId: string; to: TimeAndPlace },
): Promise<MeetingOutcome> {
  await takePlanningTurn(trx);
  const section = await sectionToChange(trx, deed.sectionId);
  const before = section && (await meetingToChange(trx, deed.sectionId, meetingId));
  if (!section || !before) return { ok: false, reason: 'not-found' };
  const refusal = section.closed ? 'closed' : refusalOf(before, deed.now);
  if (refusal) return { ok: false, reason: refusal };
  if (to.startsAt <= deed.now.toISOString()) return { ok: false, reason: 'past' };
  const problems = await against(trx, section, { to, deed, before });
  if (problems.length > 0) return { ok: false, reason: 'problems', problems };
  await rebook(trx, { section, before, to, deed });
  const days = await firstAndLast(trx, deed.sectionId);
  await trx
    .updateTable('meeting')
    .set({ starts_at: to.startsAt, ends_at: to.endsAt, venue_id: to.venueId })
    .where('id', '=', meetingId)
    .execute();
  await trx
    .insertInto('meeting_move')
    .values({
      id: newId(),
      meeting_id: meetingId,
      from_starts_at: before.startsAt,
      from_ends_at: before.endsAt,
      from_venue_id: before.venueId,
      at: deed.now.toISOString(),
      by_person_id: deed.actor.personId,
      reason: deed.reason,
    })
    .execute();
  await keepDays(trx, section, days);
  await noteInJournal(trx, deed, 'meeting.moved', { meetingId, number: before.number, ...to });
  return { ok: true, before, meeting: { ...before, ...to } };
}

/** Cancels one meeting that has not begun and gives its place back. The last one is not cancelled: then the section is. */
export async function cancelMeeting(
  trx: Trx,
  { meetingId, ...deed }: Omit<Deed, 'seats' | 'anyway'> & { meetingId: string },
): Promise<MeetingOutcome> {
  await takePlanningTurn(trx);
  const section = await sectionToChange(trx, deed.sectionId);
  const before = section && (await meetingToChange(trx, deed.sectionId, meetingId));
  if (!section || !before) return { ok: false, reason: 'not-found' };
  const refusal = section.closed ? 'closed' : refusalOf(before, deed.now);
  if (refusal) return { ok: false, reason: refusal };
  const days = await firstAndLast(trx, deed.sectionId);
  if (days.held <= 1) return { ok: false, reason: 'last' };
  const { actor, reason, now } = deed;
  await endBooking(trx, { meetingId, actor, reason, now });
  await trx
    .insertInto('meeting_cancellation')
    .values({ meeting_id: meetingId, at: now.toISOString(), by_person_id: actor.personId, reason })
    .execute();
  await keepDays(trx, section, days);
  await noteInJournal(trx, deed, 'meeting.cancelled', { meetingId, number: before.number });
  return { ok: true, before, meeting: before };
}

/** Adds a meeting behind the others, with its booking, under the same conditions as moving one. */
export async function addMeeting(
  trx: Trx,
  { to, topic, kind, ...deed }: Deed & { to: TimeAndPlace; topic: string; kind: 'face' | 'live' | 'visit' },
): Promise<MeetingOutcome> {
  await takePlanningTurn(trx);
  const section = await sectionToChange(trx, deed.sectionId);
  if (!section) return { ok: false, reason: 'not-found' };
  if (section.closed) return { ok: false, reason: 'closed' };
  if (to.startsAt <= deed.now.toISOString()) return { ok: false, reason: 'past' };
  const problems = await against(trx, section, { to, deed });
  if (problems.length > 0) return { ok: false, reason: 'problems', problems };
  const days = await firstAndLast(trx, deed.sectionId);
  const meeting = {
    id: newId(),
    number: days.highest + 1,
    topic: topic || `第 ${days.highest + 1} 次课`,
    ...to,
  };
  await rebook(trx, { section, before: { ...meeting, venueId: null }, to, deed });
  await trx
    .insertInto('meeting')
    .values({
      id: meeting.id,
      section_id: deed.sectionId,
      number: meeting.number,
      starts_at: to.startsAt,
      ends_at: to.endsAt,
      venue_id: to.venueId,
      topic: meeting.topic,
      kind,
    })
    .execute();
  await keepDays(trx, section, days);
  await noteInJournal(trx, deed, 'meeting.added', { meetingId: meeting.id, number: meeting.number, ...to });
  return { ok: true, before: null, meeting };
}

async function sectionToChange(trx: Trx, sectionId: string) {
  const row = await trx
    .selectFrom('section')
    .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
    .select([
      'section.id',
      'term_id',
      'title',
      'school',
      'teacher_id',
      'starts_on',
      'ends_on',
      'section_closure.at',
    ])
    .where('section.id', '=', sectionId)
    .executeTakeFirst();
  return row ? { ...row, closed: row.at !== null } : null;
}

type SectionToChange = NonNullable<Awaited<ReturnType<typeof sectionToChange>>>;

async function meetingToChange(
  trx: Trx,
  sectionId: string,
  meetingId: string,
): Promise<(ChangedMeeting & { cancelled: boolean }) | null> {
  const row = await trx
    .selectFrom('meeting')
    .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'meeting.id')
    .select(['meeting.id', 'number', 'topic', 'starts_at', 'ends_at', 'venue_id', 'meeting_cancellation.at'])
    .where('meeting.id', '=', meetingId)
    .where('section_id', '=', sectionId)
    .executeTakeFirst();
  if (!row) return null;
  const { id, number, topic, starts_at: startsAt, ends_at: endsAt, venue_id: venueId } = row;
  return { id, number, topic, startsAt, endsAt, venueId, cancelled: row.at !== null };
}

function refusalOf(
  meeting: { startsAt: string; cancelled: boolean },
  now: Date,
): 'cancelled' | 'begun' | null {
  if (meeting.cancelled) return 'cancelled';
  return meeting.startsAt <= now.toISOString() ? 'begun' : null;
}

async function against(
  trx: Trx,
  section: SectionToChange,
  { to, deed, before }: { to: TimeAndPlace; deed: Deed; before?: ChangedMeeting },
): Promise<FormProblem[]> {
  const wanted = { sectionId: section.id, termId: section.term_id, to, before: before ?? null };
  const own = await ownMeetingProblems(trx, wanted);
  // Its teacher and place would only say the same once more.
  if (own.length > 0) return own;
  const problems = await planningProblems(trx, {
    times: [to],
    teacherId: section.teacher_id,
    venueId: to.venueId,
    // A place that it had already is not asked again whether it is large enough.
    seats: before?.venueId === to.venueId ? null : deed.seats,
    ...(before ? { exceptMeetingId: before.id } : {}),
  });
  return problems.length > 0 || deed.anyway ? problems : unusualDayProblems(trx, wanted);
}

async function rebook(
  trx: Trx,
  {
    section,
    before,
    to,
    deed,
  }: { section: SectionToChange; before: ChangedMeeting; to: TimeAndPlace; deed: Deed },
): Promise<void> {
  const { actor, reason, now } = deed;
  if (!to.venueId) {
    if (before.venueId) await endBooking(trx, { meetingId: before.id, actor, reason, now });
    return;
  }
  const booking = {
    venueId: to.venueId,
    startsAt: to.startsAt,
    endsAt: to.endsAt,
    title: section.title,
    school: section.school as School,
    meetingId: before.id,
  };
  const booked = before.venueId
    ? await moveBooking(trx, { booking, actor, reason, now })
    : await bookVenue(trx, { booking, actor, now });
  // Held since it was found free (`planningProblems`).
  if (!booked.ok) throw new Error(`${section.title}: a place that was held is not free (${booked.reason}).`);
}

async function noteInJournal(
  trx: Trx,
  { actor, sectionId, reason, now }: Omit<Deed, 'seats' | 'anyway'>,
  action: string,
  detail: Record<string, unknown>,
): Promise<void> {
  const subject = { subjectType: 'section', subjectId: sectionId };
  await writeJournal(trx, { actor, action, ...subject, detail: { ...detail, reason }, now });
}
