import { dayOf } from '#app/lib/time.ts';
import type { DemoSection } from '#content/world/world.schema.ts';
import { addDays, momentOf, mondayOf, plusDays, plusMinutes } from './calendar.ts';
import type { DemoTerm } from './places.ts';
import type { Loading } from './world.ts';

export interface Span {
  startsAt: Date;
  endsAt: Date;
}

export interface SectionTimes {
  meetings: Span[];
  startsOn: string;
  endsOn: string;
  plannedAt: Date;
  evaluation: { opensAt: Date; closesAt: Date };
  /** When its learners took their places, and when they had their quiz and evaluation behind them. */
  enrolledFrom: Date;
  settledFrom: Date;
}

const EVALUATION_DAYS = 14;
const RECORDED_DAYS = 60;
const HOUR_MS = 3_600_000;

/** Every moment of a section's story, hung on the day of loading or on the beginning of its term. */
export function timesOf({ today, now }: Loading, plan: DemoSection, term: DemoTerm): SectionTimes {
  const monday = mondayOf(plan.term === 0 ? today : term.startsOn);
  const meetings = plan.meetings.map(({ week, weekday, at, minutes }) => {
    const startsAt = momentOf(addDays(monday, week * 7 + weekday - 1), at);
    return { startsAt, endsAt: plusMinutes(startsAt, minutes) };
  });
  const ended = meetings.at(-1)?.endsAt ?? plusDays(now, RECORDED_DAYS);
  const begun = meetings[0]?.startsAt ?? plusDays(now, plan.phase === 'running' ? -21 : -7);
  const settledFrom = withinTheYear(plan, today, plusDays(ended, 2));
  return {
    meetings,
    startsOn: dayOf(begun),
    endsOn: dayOf(ended),
    plannedAt: earlier(plusDays(momentOf(term.startsOn, '10:00'), -20), plusDays(now, -1)),
    evaluation: evaluationOf(plan, { now, ended, settledFrom }),
    enrolledFrom: enrolledFrom(plan, { now, begun, term }),
    settledFrom,
  };
}

/** What ended this term counts for this year, also when the world is loaded in January. */
function withinTheYear({ term }: DemoSection, today: string, moment: Date): Date {
  return term === 0 ? later(momentOf(`${today.slice(0, 4)}-01-01`, '00:05'), moment) : moment;
}

function evaluationOf(
  plan: DemoSection,
  { now, ended, settledFrom }: { now: Date; ended: Date; settledFrom: Date },
) {
  if (plan.evaluation) {
    const { opensInDays, closesInDays } = plan.evaluation;
    return { opensAt: plusDays(now, opensInDays), closesAt: plusDays(now, closesInDays) };
  }
  const closesAt = later(plusDays(ended, EVALUATION_DAYS), new Date(settledFrom.getTime() + 12 * HOUR_MS));
  return { opensAt: ended, closesAt };
}

function enrolledFrom(
  plan: DemoSection,
  { now, begun, term }: { now: Date; begun: Date; term: DemoTerm },
): Date {
  if (plan.term !== 0) return momentOf(addDays(term.startsOn, -6), '10:00');
  if (plan.phase === 'open') return plusDays(now, -5);
  return plusDays(begun, plan.meetings.length > 0 ? -12 : 3);
}

const earlier = (one: Date, other: Date) => (one < other ? one : other);
const later = (one: Date, other: Date) => (one > other ? one : other);
