import { resumePoint } from './clock.ts';
import type { Film } from './film.ts';
import type { FirstView } from './first-view.ts';
import type { Keeper } from './kept-watching.ts';
import type { PlayerParts } from './player.client.ts';
import type { WatchReporter } from './watch-reporter.ts';

/** How often the device writes down where the lecture stands. */
const KEEP_MS = 1_000;
/** After so long a pause it is asked first whether the lease is still held here. */
const LONG_PAUSE_MS = 15_000;

interface Memory {
  film: Film;
  reporter: WatchReporter;
  keeper: Keeper;
  firstView: FirstView;
}

/** What is done as the video plays, pauses, jumps and is left. */
export function watchingOf(parts: PlayerParts, { film, reporter, keeper, firstView }: Memory) {
  const { video } = parts;
  const started = goToStart(parts, { film, reporter, keeper });
  let [keptAtMs, pausedAtMs] = [0, performance.now()];
  let heldAt: number | null = null;

  function keep(): void {
    const unsent = reporter.unsent(film.place());
    if (unsent) keeper.write(unsent);
    keptAtMs = performance.now();
  }
  function note(): void {
    parts.onTime(film.place());
    if (!reporter.isCounting || video.seeking) return;
    firstView.playedTo(video.currentTime);
    reporter.playingAt(video.playbackRate);
    const clockMs = performance.now();
    reporter.tracker.tick({ mediaSeconds: video.currentTime, clockMs, rate: video.playbackRate });
    if (clockMs - keptAtMs >= KEEP_MS) keep();
  }
  async function begin(): Promise<void> {
    if (reporter.counting.asking) return video.pause();
    await started;
    const wasLong = performance.now() - pausedAtMs > LONG_PAUSE_MS;
    if (reporter.isCounting && wasLong) await reporter.report({ evenNothing: true });
    else if ((await reporter.hold()) && !video.paused) note();
  }
  function pause(): void {
    pausedAtMs = performance.now();
    if (!video.seeking) note();
    reporter.tracker.break();
    keep();
    void reporter.report().then(keep);
  }
  function leave(): void {
    if (!video.paused) note();
    keep();
    void reporter.report({ atOnce: true });
  }
  function beat(): void {
    const isWaiting = !reporter.isCounting && reporter.counting.state === 'idle' && !video.paused;
    void (isWaiting ? begin() : reporter.report());
  }
  /** How far a wish to go somewhere may lead, with a word where it ends earlier. */
  function held(wanted: number): number {
    const to = firstView.allowed(wanted);
    // The step back is a jump of its own, and takes no word away.
    if (to === wanted && heldAt !== null && Math.abs(wanted - heldAt) < 1) return to;
    heldAt = to < wanted ? to : null;
    parts.onHeldBack(heldAt);
    return to;
  }
  function seeking(): void {
    reporter.tracker.break();
    const wanted = video.currentTime;
    const to = held(wanted);
    if (to !== wanted) video.currentTime = to;
  }
  return { note, begin, pause, leave, beat, held, seeking };
}

/**
 * Goes to where somebody was. What the device kept when the page was closed or killed is sent first: unless another device has been
 * watching since, its place is the right one.
 */
async function goToStart(
  { video, resumeSeconds, isAimed, onTime }: PlayerParts,
  { film, reporter, keeper }: Omit<Memory, 'firstView'>,
): Promise<void> {
  const resume = (seconds: number) => {
    if (seconds <= 0 || video.played.length > 0) return;
    film.goTo(seconds);
    onTime(seconds);
  };
  resume(resumeSeconds);
  const kept = keeper.read();
  if (!kept) return;
  const whose = await reporter.sendKept(kept);
  if (whose === 'elsewhere') keeper.forget();
  const place = resumePoint(kept.positionSeconds, video.duration || kept.positionSeconds + 60);
  if (whose !== 'elsewhere' && !isAimed) resume(place);
}
