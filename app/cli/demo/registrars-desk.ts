import { createHash } from 'node:crypto';
import { assist } from '#app/features/assisting/assisting.server.ts';
import { confirmFormation } from '#app/features/formation/confirming.server.ts';
import type { Strategy } from '#app/features/formation/formation-words.ts';
import { sayGoal } from '#app/features/formation/goals.server.ts';
import { proposeFormation } from '#app/features/formation/proposing.server.ts';
import { enrol } from '#app/features/selection/enrolment.server.ts';
import { withdraw } from '#app/features/selection/leaving.server.ts';
import { bookEvent } from '#app/features/venues/events.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { addDays, clockOf, dayOf } from '#app/lib/time.ts';
import type { School } from '#app/lib/vocabulary.ts';
import { changeMeetings } from '#app/shell/meeting-changes.server.ts';
import { plusDays } from './calendar.ts';
import type { Learner, Population } from './learning.ts';
import type { PlannedSection } from './sections.ts';
import { known, type Loading } from './world.ts';

interface Desk {
  sections: readonly PlannedSection[];
  learnersOf: ReadonlyMap<string, readonly Learner[]>;
  venues: ReadonlyMap<string, string>;
  registrar: Actor;
  liaison: Actor;
  population: Population;
}

/** What else has passed over the registrar's desk: classes formed, a meeting put off, places booked for events. */
export async function workAtTheDesk(loading: Loading, desk: Desk): Promise<void> {
  await freeASeat(loading, desk, 'now-ln12');
  await formClasses(loading, desk, 'now-zl05', 'mixed');
  await formClasses(loading, desk, 'now-ln12', 'near-home');
  await putOff(loading, desk, 'open-zl12');
  for (const event of events) await book(loading, desk, event);
  await help(loading, desk, 'open-ln09');
}

const sizes = { cohort: { from: 20, to: 40 }, group: { from: 5, to: 7 } };
const goals = ['post', 'project', 'team', 'neighbours'] as const;

async function formClasses(loading: Loading, desk: Desk, key: string, strategy: Strategy): Promise<void> {
  const { trx, now } = loading;
  const sectionId = sectionOf(desk, key).id;
  const actor = desk.registrar;
  for (const [index, { personId, enrolmentId }] of (desk.learnersOf.get(key) ?? []).entries())
    if (index % 3 !== 2)
      await sayGoal(trx, {
        personId,
        enrolmentId,
        goal: goals[index % goals.length] ?? 'other',
        now: plusDays(now, -6),
      });
  const seed = createHash('sha256').update(key).digest('hex');
  const settings = { strategy, ...sizes };
  await proposeFormation(trx, { actor, sectionId, settings, seed, now: plusDays(now, -4) });
  await confirmFormation(trx, { actor, sectionId, now: plusDays(now, -3) });
}

/** Two older people wait for a class that is full, and somebody leaves it: a seat waits for the first, who must be called. */
async function freeASeat({ trx, actor, now }: Loading, desk: Desk, key: string): Promise<void> {
  const sectionId = sectionOf(desk, key).id;
  for (const personId of known(desk.population.pools, 'seniors/和风社区', 'pool').slice(-2)) {
    const wish = { actor, personId, sectionId, waitlist: true, now: plusDays(now, -2) };
    const outcome = await enrol(trx, wish);
    if (outcome.outcome !== 'waitlisted')
      throw new Error(`${key} has no line to stand in: ${JSON.stringify(outcome)}.`);
  }
  const leaving = desk.learnersOf.get(key)?.at(-1);
  if (!leaving) throw new Error(`Nobody is in ${key}.`);
  const { personId } = leaving;
  await withdraw(trx, { actor: desk.registrar, personId, sectionId, now: plusDays(now, -0.2) });
}

/** The liaison has chosen for somebody who asked for it on the telephone. */
async function help({ trx, now }: Loading, desk: Desk, key: string): Promise<void> {
  const outcome = await assist(trx, {
    actor: desk.liaison,
    personId: known(desk.population.pools, 'seniors/和风社区', 'pool').at(-3) ?? '',
    deed: { kind: 'enrol', sectionId: sectionOf(desk, key).id, waitlist: false },
    consent: { means: 'phone', words: '电话里说想学，周二上午有空，请代选。' },
    now: plusDays(now, -1),
  });
  if (outcome.outcome !== 'done') throw new Error(`${key} cannot be chosen: ${JSON.stringify(outcome)}.`);
}

/** Puts the last meeting of a section off by a week; where its place or teacher is busy then, it stays. */
async function putOff({ trx, now }: Loading, desk: Desk, key: string): Promise<void> {
  const { id: sectionId, meetings, plan } = sectionOf(desk, key);
  const last = meetings.at(-1);
  if (!last) return;
  const [day, at] = [dayOf(last.startsAt), clockOf(last.startsAt)];
  const minutes = (last.endsAt.getTime() - last.startsAt.getTime()) / 60_000;
  const venue = plan.venue ? known(desk.venues, plan.venue, 'venue') : '';
  const change = { means: 'move' as const, meeting: last.id, day: addDays(day, 7), at, minutes, venue };
  await changeMeetings(trx, {
    actor: desk.registrar,
    sectionId,
    change: { ...change, reason: '那天街道统一开会，往后推一周。' },
    now: plusDays(now, -1),
  });
}

interface DemoEvent {
  venue: string;
  title: string;
  school: School;
  inDays: number;
  from: string;
  to: string;
}

const events: readonly DemoEvent[] = [
  {
    venue: '萤火里居民会客厅',
    title: '新学期学员见面会',
    school: 'senior',
    inDays: 3,
    from: '09:30',
    to: '11:00',
  },
  {
    venue: '萤火里居民会客厅',
    title: '楼栋议事开放日',
    school: 'governance',
    inDays: 4,
    from: '14:00',
    to: '16:00',
  },
  { venue: '方兴社区中心', title: '党员冬训动员', school: 'party', inDays: 5, from: '09:00', to: '10:30' },
];

/** On the first day from then on on which the place is open and free. */
async function book(
  { trx, today, now }: Loading,
  { venues, registrar }: Desk,
  event: DemoEvent,
): Promise<void> {
  const { venue, inDays, title, school, from, to } = event;
  for (let days = inDays; days < inDays + 14; days++) {
    const booked = await bookEvent(trx, {
      venueId: known(venues, venue, 'venue'),
      event: { title, school, day: addDays(today, days), from, to },
      actor: registrar,
      now,
    });
    if (booked.ok) return;
  }
}

function sectionOf({ sections }: Desk, key: string): PlannedSection {
  return known(new Map(sections.map((section) => [section.plan.key, section])), key, 'section');
}
