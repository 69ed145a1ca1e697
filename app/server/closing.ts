import type { Server } from 'node:http';
import type { Logger } from 'pino';

const GRACE_MS = 10_000;

/** Ends the process in order on SIGTERM and SIGINT: no new connections, what has begun is finished, then `finish`. */
export function closeInOrder(server: Server, log: Logger, finish: () => Promise<void>): void {
  let closing = false;
  const close = (signal: string): void => {
    if (closing) process.exit(1);
    closing = true;
    log.info({ signal }, 'closing');
    const tooLate = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    server.close(() => {
      clearTimeout(tooLate);
      finish().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'not closed in order');
          process.exit(1);
        },
      );
    });
    server.closeIdleConnections();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => close(signal));
  // Quickstart was killed without a word: its server goes with it.
  process.on('disconnect', () => close('disconnect'));
}
