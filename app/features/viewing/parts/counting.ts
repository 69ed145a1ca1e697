/** What the page shows about the counting; figures are the server's. */
export interface Counting {
  state: 'idle' | 'counting' | 'lost' | 'signed-out' | 'gone';
  /** False while reports cannot be sent; what was played waits. */
  online: boolean;
  /** The last report was more than the clock allows, and a little of it was given up. */
  dropped: boolean;
  /** A question waits for its answer; playing waits with it. */
  asking: boolean;
  /** Another device was playing until this one took over. */
  tookOver: boolean;
  coveredSeconds: number;
  furthestSeconds: number;
  complete: boolean;
}

/** What the server says with every answer. */
export type Figures = Pick<Counting, 'coveredSeconds' | 'furthestSeconds' | 'complete'>;

/** Before anything was asked. */
export function beforehand({ coveredSeconds, furthestSeconds, complete }: Figures): Counting {
  return {
    state: 'idle',
    online: true,
    dropped: false,
    asking: false,
    tookOver: false,
    coveredSeconds,
    furthestSeconds,
    complete,
  };
}
