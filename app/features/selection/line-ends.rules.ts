/**
 * When a waitlist ends, and what those in it are told: what happened, why, and what to do. A line goes on as long as somebody may
 * give up a seat, now or in a window to come; after that nobody in it can get one any more.
 */
import { isOver, type SectionEnd } from '#app/features/timetable/selection-window.rules.ts';
import { dayOf } from '#app/lib/time.ts';

/** `begun`: it has begun and its term takes no more changes; `over`: nothing of it lies ahead. */
export type LineEnd = 'cancelled' | 'ended' | 'merged' | 'over' | 'begun';

export interface LineFacts extends SectionEnd {
  closure: 'cancelled' | 'ended' | 'merged' | null;
  startsOn: string;
  /** Whether selection or add/drop of its term is open or still to come. */
  seatsMayMove: boolean;
}

/** Why the line has come to its end, or null while it goes on. */
export function lineEndOf(section: LineFacts, now: Date): LineEnd | null {
  if (section.closure) return section.closure;
  if (isOver(section, now)) return 'over';
  return section.startsOn <= dayOf(now) && !section.seatsMayMove ? 'begun' : null;
}

const reasons: Record<LineEnd, string> = {
  cancelled: '这个班取消了，候补到此结束。',
  merged: '这个班并到了别的班，候补到此结束。',
  ended: '这个班已经结课，候补到此结束，没有等到名额。',
  over: '这个班的课已经上完，候补到此结束，没有等到名额。',
  begun: '这个班已经开课，选课和退选也截止了，候补到此结束，没有等到名额。',
};

/** What happened and what to do, for whoever stood in the line. */
export function lineEndWords(end: LineEnd): string {
  return `${reasons[end]}可以看看同一门课有没有别的班，或者等下个学期再选。`;
}
