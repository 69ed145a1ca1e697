import { day, flag, id, instant, integer, maybe, ref, text } from '#db/ddl.ts';
import type { Ddl, Migration } from '#db/migrate.server.ts';

/** Terms and timetables in full: bookings, changes of meetings, limits; baskets, and what is done on behalf of others. */
export const termsInFull: Migration = {
  name: '0008_terms_in_full',
  async up(ddl) {
    await venues(ddl);
    await timetable(ddl);
    await desk(ddl);
  },
};

/** When a place is open, and who has it when. Every meeting in a place is a booking of it. */
async function venues({ table, run }: Ddl): Promise<void> {
  await table('venue_hours', {
    columns: {
      venue_id: ref('venue'),
      weekday: integer(),
      opens: text(5),
      closes: text(5),
      extended: flag(),
    },
    primaryKey: ['venue_id', 'weekday', 'opens'],
  });
  await table('venue_booking', {
    columns: {
      id: id(),
      venue_id: ref('venue'),
      starts_at: instant(),
      ends_at: instant(),
      meeting_id: maybe(id()),
      title: text(120),
      school: maybe(text(16)),
      active: maybe(flag()),
      booked_by: maybe(ref('person')),
      booked_at: instant(),
    },
    unique: [['meeting_id', 'active']],
    indexes: [['venue_id', 'active', 'starts_at']],
  });
  await table('venue_booking_end', {
    columns: {
      booking_id: ref('venue_booking'),
      at: instant(),
      by_person_id: maybe(ref('person')),
      reason: text(200),
    },
    primaryKey: ['booking_id'],
  });
  await run(`insert into venue_booking (id, venue_id, starts_at, ends_at, meeting_id, title, school, active, booked_by, booked_at)
    select meeting.id, meeting.venue_id, meeting.starts_at, meeting.ends_at, meeting.id, section.title, section.school, 1,
      null, meeting.starts_at
    from meeting
    join section on section.id = meeting.section_id
    left join section_closure on section_closure.section_id = section.id and section_closure.kind = 'cancelled'
    where meeting.venue_id is not null and section_closure.section_id is null`);
}

/** What a term allows and leaves out; who may choose a section and how; what became of meetings. */
async function timetable({ table, column }: Ddl): Promise<void> {
  await column('term', 'offer_hours', integer(), 48);
  await column('section', 'entry', text(16), 'first-come');
  await table('term_limit', {
    columns: { term_id: ref('term'), school: text(16), most: integer() },
    primaryKey: ['term_id', 'school'],
  });
  await table('term_break', {
    columns: { id: id(), term_id: ref('term'), from_day: day(), to_day: day(), name: text(64) },
    indexes: [['term_id', 'from_day']],
  });
  await table('section_eligibility', {
    columns: { section_id: ref('section'), kind: text(16), value: text(64), label: text(64) },
    primaryKey: ['section_id', 'kind', 'value'],
  });
  await table('meeting_move', {
    columns: {
      id: id(),
      meeting_id: ref('meeting'),
      from_starts_at: instant(),
      from_ends_at: instant(),
      from_venue_id: maybe(ref('venue')),
      at: instant(),
      by_person_id: maybe(ref('person')),
      reason: text(200),
    },
    indexes: [['meeting_id', 'at']],
  });
  await table('meeting_cancellation', {
    columns: {
      meeting_id: ref('meeting'),
      at: instant(),
      by_person_id: maybe(ref('person')),
      reason: text(200),
    },
    primaryKey: ['meeting_id'],
  });
  await table('section_merge', {
    columns: { section_id: ref('section'), into_section_id: ref('section'), at: instant() },
    primaryKey: ['section_id'],
    indexes: [['into_section_id']],
  });
  await table('planning_turn', { columns: { name: text(64), turn: integer() }, primaryKey: ['name'] });
  await table('calendar_link', {
    columns: {
      id: id(),
      person_id: ref('person'),
      token_hash: text(64),
      active: maybe(flag()),
      created_at: instant(),
      ended_at: maybe(instant()),
    },
    unique: [['token_hash'], ['person_id', 'active']],
  });
}

/** Baskets, and what is done for those who cannot do it themselves. */
async function desk({ table }: Ddl): Promise<void> {
  await table('basket_item', {
    columns: { person_id: ref('person'), section_id: ref('section'), added_at: instant() },
    primaryKey: ['person_id', 'section_id'],
    indexes: [['section_id']],
  });
  await table('assisted_consent', {
    columns: {
      id: id(),
      person_id: ref('person'),
      liaison_id: ref('person'),
      action: text(32),
      section_id: maybe(ref('section')),
      round_id: maybe(id()),
      means: text(16),
      words: text(200),
      given_at: instant(),
    },
    indexes: [
      ['person_id', 'given_at'],
      ['liaison_id', 'given_at'],
    ],
  });
  await table('offer_call', {
    columns: {
      id: id(),
      offer_id: ref('seat_offer'),
      by_person_id: ref('person'),
      at: instant(),
      outcome: text(16),
      words: text(200),
    },
    indexes: [['offer_id', 'at']],
  });
}
