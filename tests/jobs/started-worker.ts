import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { fromSource } from '#tests/support/from-source.ts';
import { endProcess, guard } from '#tests/support/guard.ts';

const script = fileURLToPath(new URL('./worker-process.ts', import.meta.url));

export interface StartedWorker {
  child: ChildProcess;
  /** Resolves when it has ended; does nothing to one that has ended already. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

/** A worker in a process of its own, whose clock says `at` now. Whoever starts it ends it; it does not outlive this process. */
export async function startedWorker(
  url: string,
  { at, mediaUrl }: { at: Date; mediaUrl: string },
): Promise<StartedWorker> {
  const offset = String(at.getTime() - Date.now());
  const child = spawn(process.execPath, [...fromSource, script, url, offset, mediaUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const watch = guard(child.pid);
  await once(child.stdout, 'data');
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    await endProcess(child, signal);
    watch.dismiss();
  };
  return { child, end };
}
