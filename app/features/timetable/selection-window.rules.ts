/** Whether a term takes selections now, and if not, whether it will. Source: the college's selection rounds. */
import { dayOf } from '#app/lib/time.ts';
import type { TermWindow } from './term-window.ts';

/** `until` and `opensAt` are instants. */
export type SelectionWindow =
  | { state: 'open'; until: string }
  | { state: 'coming'; opensAt: string }
  | { state: 'over' };

const selecting: readonly TermWindow['kind'][] = ['selection', 'add-drop'];

/** The window of a term from all its windows. */
export function selectionWindowOf(windows: readonly TermWindow[], now: Date): SelectionWindow {
  const at = now.toISOString();
  const own = windows.filter(({ kind }) => selecting.includes(kind));
  const open = own.filter(({ opensAt, closesAt }) => opensAt <= at && at < closesAt);
  if (open.length > 0)
    return {
      state: 'open',
      until:
        open
          .map(({ closesAt }) => closesAt)
          .sort()
          .at(-1) ?? '',
    };
  const opensAt = own
    .map((window) => window.opensAt)
    .filter((opens) => opens > at)
    .sort()[0];
  return opensAt ? { state: 'coming', opensAt } : { state: 'over' };
}

/** When a section ends; `lastMeetingEnds` is an instant, null for a section of recordings only. */
export interface SectionEnd {
  lastMeetingEnds: string | null;
  endsOn: string;
}

/** Whether nothing of a section lies ahead: its last day or its last meeting has ended. */
export function isOver({ lastMeetingEnds, endsOn }: SectionEnd, now: Date): boolean {
  return endsOn < dayOf(now) || (lastMeetingEnds !== null && lastMeetingEnds <= now.toISOString());
}
