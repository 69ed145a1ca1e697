/**
 * Lets requests begin one after the other, each in a round of the event loop of its own, in the order in which they
 * came. A round accepts a single new connection: without turns, a crowd on kept connections fills the rounds, and
 * whoever comes anew (an old phone, say) waits outside until the crowd has gone.
 */
export function createTurns(): (begin: () => void) => void {
  const waiting: (() => void)[] = [];
  const next = () => {
    const begin = waiting.shift();
    if (waiting.length > 0) setImmediate(next);
    begin?.();
  };
  return (begin) => {
    waiting.push(begin);
    if (waiting.length === 1) setImmediate(next);
  };
}
