import { readFileSync } from 'node:fs';

/** The processor time that the processes have used together so far, in ms; 0 where the system does not say (only Linux does). */
export function processorMs(pids: readonly number[]): number {
  const TICK_MS = 10;
  const ticks = pids.map((pid) => {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return Number(fields[11]) + Number(fields[12]);
    } catch {
      return 0;
    }
  });
  return ticks.reduce((sum, one) => sum + one, 0) * TICK_MS;
}
