/** How far a round is. Each step is a row that says when and by whom; none is ever taken back. Source: fair rounds. */

export const stepKinds = ['published', 'frozen', 'drawn', 'admitted'] as const;
export type StepKind = (typeof stepKinds)[number];

/** Instants as UTC ISO text; null when the term has no window for applications. */
export interface ApplyingWindow {
  opensAt: string | null;
  closesAt: string | null;
}

export type RoundState = 'preparing' | 'coming' | 'applying' | 'closed' | 'frozen' | 'drawn' | 'admitted';

/** Where a round stands now. `closed`: applications are not taken any more, and not fixed yet. */
export function roundStateOf(
  steps: readonly { kind: StepKind }[],
  { opensAt, closesAt }: ApplyingWindow,
  now: Date,
): RoundState {
  const done = new Set(steps.map(({ kind }) => kind));
  if (done.has('admitted')) return 'admitted';
  if (done.has('drawn')) return 'drawn';
  if (done.has('frozen')) return 'frozen';
  if (!done.has('published')) return 'preparing';
  const at = now.toISOString();
  if (opensAt !== null && at < opensAt) return 'coming';
  // Without a window nothing has closed: a time that is missing must not fix what people have asked for.
  if (closesAt === null) return 'coming';
  return at < closesAt ? 'applying' : 'closed';
}

/**
 * How long the worker waits between freezing and drawing, so that the hash of the inputs has stood in public before the seed is
 * known. The registrar may draw at once, before witnesses.
 */
export const PAUSE_BEFORE_DRAW_MS = 10 * 60_000;

/** Whether the worker may draw now. */
export function mayDraw(frozenAt: string, now: Date): boolean {
  return now.getTime() >= Date.parse(frozenAt) + PAUSE_BEFORE_DRAW_MS;
}
