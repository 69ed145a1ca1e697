import type { Actor } from '#app/lib/actor.ts';
import { type FormAnswer, formErrors } from '#app/lib/form-answer.ts';
import type { Db } from '#db/database.ts';
import { bookEvent, releaseEvent } from './events.server.ts';
import { bookingRefusalWords } from './refusal-words.rules.ts';
import { eventForm, releaseForm, venueForm, venueOfForm } from './venue.schema.ts';
import { venueProblems } from './venue-problems.ts';
import { changeVenue } from './venues.server.ts';

export const venueMeans = ['facts', 'event', 'release'] as const;
export type VenueMeans = (typeof venueMeans)[number];

interface Deed {
  venue: { id: string; name: string };
  fields: Record<string, string>;
  actor: Actor;
  now: Date;
}

export type VenueAnswer =
  /** `day`: of what was booked. */
  { ok: true; day?: string } | { ok: false; status: 400 | 409; answer: FormAnswer & { means: VenueMeans } };

/** Does what a form of the page of a place asks for. */
export async function actOnVenue(db: Db, means: VenueMeans, deed: Deed): Promise<VenueAnswer> {
  const outcome = await does[means](db, deed);
  if (outcome === null) return { ok: true };
  if ('day' in outcome) return { ok: true, day: outcome.day };
  const { status, errors } = outcome;
  return { ok: false, status, answer: { means, fields: deed.fields, errors } };
}

type Problems = { status: 400 | 409; errors: FormAnswer['errors'] };
type Does = (db: Db, deed: Deed) => Promise<Problems | { day: string } | null>;

const refused = (...errors: FormAnswer['errors']): Problems => ({ status: 409, errors });

const does: Record<VenueMeans, Does> = {
  async facts(db, { venue, fields, actor, now }) {
    const form = venueForm.safeParse(fields);
    if (!form.success) return { status: 400, errors: formErrors(form.error) };
    const changed = await changeVenue(db, { venueId: venue.id, venue: venueOfForm(form.data), actor, now });
    return changed.ok ? null : refused(...venueProblems(changed));
  },

  async event(db, { venue, fields, actor, now }) {
    const form = eventForm.safeParse(fields);
    if (!form.success) return { status: 400, errors: formErrors(form.error) };
    const booked = await bookEvent(db, { venueId: venue.id, event: form.data, actor, now });
    if (booked.ok) return { day: form.data.day };
    if (booked.reason === 'past')
      return refused({ field: 'day', message: '这个时间已经过去了，请选以后的时间。' });
    if (booked.reason === 'too-far')
      return refused({ field: 'day', message: '最多提前一年订，请看看年份有没有写错。' });
    return refused({ field: 'from', message: bookingRefusalWords(booked, venue.name) });
  },

  async release(db, { venue, fields, actor, now }) {
    const form = releaseForm.safeParse(fields);
    const field = `reason-${fields.booking}`;
    if (!form.success)
      return { status: 400, errors: formErrors(form.error).map(({ message }) => ({ field, message })) };
    const { booking, reason } = form.data;
    const released = await releaseEvent(db, { venueId: venue.id, bookingId: booking, reason, actor, now });
    return released.ok ? null : refused({ message: releaseRefusals[released.reason] });
  },
};

const releaseRefusals = {
  'not-found': '这个预订已经取消了，不用再取消。',
  meeting: '这是一次课，要到班级那里改时间或停课，地方会自动空出来。',
  over: '活动已经结束，不用取消了。',
};
