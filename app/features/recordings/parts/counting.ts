/** What the page shows about the counting; figures are the server's. */
export interface Counting {
  state: 'idle' | 'counting' | 'lost' | 'signed-out' | 'gone';
  /** False while reports cannot be sent; what was played waits. */
  online: boolean;
  /** The last report was more than the clock allows, and a little of it was given up. */
  dropped: boolean;
  coveredSeconds: number;
  complete: boolean;
}
