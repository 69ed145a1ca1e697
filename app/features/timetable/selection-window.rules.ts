/** Whether a section takes selections now, and if not, whether it will. Source: the college's selection rounds. */
import { dayOf } from '#app/lib/time.ts';
import type { TermWindow } from './term-window.ts';

/**
 * How people get into a section. `first-come`: whoever asks first, in the term's selection and add/drop windows. `lottery`: apply in
 * the preselect window, then a draw; what is left is first come in the add/drop window.
 */
export const sectionEntries = ['first-come', 'lottery'] as const;
export type SectionEntry = (typeof sectionEntries)[number];

/**
 * `until` and `opensAt` are instants. `applying`: applications for the draw are taken; `drawing`: they are not taken any more, and
 * what the draw leaves can be chosen from `opensAt` on, null when that time has come and the seats of the draw are not all given yet.
 */
export type SelectionWindow =
  | { state: 'open'; until: string }
  | { state: 'coming'; opensAt: string }
  | { state: 'applying'; until: string }
  | { state: 'drawing'; opensAt: string | null }
  | { state: 'over' };

const selecting: Readonly<Record<SectionEntry, readonly TermWindow['kind'][]>> = {
  'first-come': ['selection', 'add-drop'],
  lottery: ['add-drop'],
};

/**
 * The window of a section of this entry, from all the windows of its term. `undrawn`: its round is published and has not given all its
 * seats, so nothing of it can be chosen, whatever the windows say.
 */
export function selectionWindowOf(
  windows: readonly TermWindow[],
  now: Date,
  entry: SectionEntry = 'first-come',
  undrawn = false,
): SelectionWindow {
  const direct = spanOf(
    windows.filter(({ kind }) => selecting[entry].includes(kind)),
    now,
  );
  if (entry === 'first-come' || (direct.state === 'open' && !undrawn)) return direct;
  const applying = spanOf(
    windows.filter(({ kind }) => kind === 'preselect'),
    now,
  );
  if (applying.state === 'open') return { state: 'applying', until: applying.until };
  if (applying.state === 'coming') return applying;
  if (direct.state === 'over') return direct;
  return { state: 'drawing', opensAt: direct.state === 'coming' ? direct.opensAt : null };
}

type Span = Extract<SelectionWindow, { state: 'open' | 'coming' | 'over' }>;

/** Of windows that may overlap: open until the last of those open now, else coming with the first to come. */
function spanOf(windows: readonly TermWindow[], now: Date): Span {
  const at = now.toISOString();
  const open = windows.filter(({ opensAt, closesAt }) => opensAt <= at && at < closesAt);
  const until = open
    .map(({ closesAt }) => closesAt)
    .sort()
    .at(-1);
  if (until) return { state: 'open', until };
  const opensAt = windows
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
