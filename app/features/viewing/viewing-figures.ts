interface Milliseconds {
  coveredMs: number;
  furthestMs: number;
  durationMs: number;
  completedAt: string | null;
}

/** What of a recording somebody has watched, in seconds of the recording. */
export interface ViewingFigures {
  coveredSeconds: number;
  furthestSeconds: number;
  durationSeconds: number;
  complete: boolean;
}

/** The figures that people see. */
export function figuresOf(watched: Milliseconds): ViewingFigures {
  return {
    coveredSeconds: watched.coveredMs / 1000,
    furthestSeconds: watched.furthestMs / 1000,
    durationSeconds: watched.durationMs / 1000,
    complete: watched.completedAt !== null,
  };
}
