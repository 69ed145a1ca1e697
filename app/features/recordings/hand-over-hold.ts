/** Somebody else has the step by now, or another film is to be sent. */
export class TakenByAnother extends Error {}

export interface Beating {
  signal: AbortSignal;
  /** Says that somebody is at it. Throws `TakenByAnother` where it is somebody else. */
  beat(): Promise<void>;
}

/**
 * Does something that takes long and says every `everyMs` that somebody is at it, one beat after the other. A step that was taken by
 * another aborts the signal that `work` gets; a database that does not answer does not, since then nobody else can take it either.
 */
export async function whileBeating<T>(
  { everyMs, signal, beat }: Beating & { everyMs: number },
  work: (held: Beating) => Promise<T>,
): Promise<T> {
  const lost = new AbortController();
  let turn: Promise<void> = Promise.resolve();
  const next = () => {
    const own = turn.then(beat);
    turn = own.catch((error: unknown) => {
      if (error instanceof TakenByAnother) lost.abort(error);
    });
    return own;
  };
  const timer = setInterval(() => void next().catch(() => undefined), everyMs);
  try {
    return await work({ signal: AbortSignal.any([signal, lost.signal]), beat: next });
  } finally {
    clearInterval(timer);
    await turn;
  }
}
