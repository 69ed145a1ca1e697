import { type ChildProcess, spawn } from 'node:child_process';

/** Ends the watch over a process that has ended in the ordinary way. */
export type Guard = { dismiss(): void };

/**
 * Ends `pid` (if any) and removes `folder` (if any) when this process dies without doing so itself (SIGKILL, a crash, Ctrl-C).
 * A small shell waits on a pipe whose other end only we hold: the kernel closes it whatever happens to us.
 */
export function guard(pid: number | undefined, folder = ''): Guard {
  const script =
    'read -r word; [ "$word" = dismiss ] && exit; [ -n "$1" ] && kill -9 "$1" 2>/dev/null; [ -n "$2" ] && rm -rf -- "$2"';
  const shell = spawn('/bin/sh', ['-c', script, 'guard', String(pid ?? ''), folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.unref();
  const stdin = shell.stdin;
  stdin.on('error', () => {});
  // An open pipe would keep this process alive when everything else is done.
  (stdin as unknown as { unref?(): void }).unref?.();
  return { dismiss: () => void stdin.end('dismiss\n') };
}

/** Resolves when the process has ended; asks with `signal` first and with SIGKILL after `patienceMs`. */
export async function endProcess(
  child: ChildProcess,
  signal: NodeJS.Signals = 'SIGTERM',
  patienceMs = 8_000,
): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  await ended;
  clearTimeout(timer);
}
