import { type Logger, pino } from 'pino';

/** The log of this process: JSON lines on stdout. Requests are named by their route, never by address or person. */
export function createLog(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}
