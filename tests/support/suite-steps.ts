import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

/** `failures` names what failed, a line or a few each, to be told once more at the end of a long run. */
export type Tally = { passed: number; failed: number; skipped: number; failures: string[] };

/** No step takes longer on a healthy machine; a hanging one must not hang the suite for ever. */
const STEP_LIMIT_MS = 20 * 60_000;

const running = new Set<ChildProcess>();

/** Runs one Node script to its end with our own output; resolves to its exit status (1 when it was killed). */
export async function runStep(words: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'inherit', 'inherit'], env });
  running.add(child);
  const timer = setTimeout(() => {
    console.log(`over ${STEP_LIMIT_MS / 60_000} minutes, stopped: ${words.join(' ')}`);
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
  }, STEP_LIMIT_MS);
  const status = await new Promise<number>((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
  clearTimeout(timer);
  running.delete(child);
  return interrupted ? Promise.reject(new Error('interrupted')) : status;
}

let interrupted = false;

/** Ctrl-C ends the steps that run; the caller's `finally` then stops the database. */
export function forwardSignals(): () => void {
  const forward = (signal: NodeJS.Signals) => {
    interrupted = true;
    process.exitCode = 130;
    for (const child of running) child.kill(signal);
  };
  process.on('SIGINT', forward);
  process.on('SIGTERM', forward);
  return () => {
    process.off('SIGINT', forward);
    process.off('SIGTERM', forward);
  };
}

type Report = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: TestFile[];
};

type TestFile = {
  name: string;
  status: string;
  message: string;
  assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
};

/**
 * What Vitest's JSON report says. A file that fails before its first test counts as one failure, and so does a run
 * that ended badly without naming any (an unhandled rejection, a crash).
 */
export function readTally(file: string, status: number): Tally {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0, failures: ['no report was written'] };
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  const failures = report.testResults.flatMap(failuresOf);
  if (failures.length === 0 && status !== 0)
    failures.push(`ended with ${status}, and no test says why (an unhandled rejection?)`);
  return {
    passed: report.numPassedTests,
    failed: failures.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures,
  };
}

function failuresOf({ name, status, message, assertionResults }: TestFile): string[] {
  const file = relative(process.cwd(), name);
  const failed = assertionResults.filter((result) => result.status === 'failed');
  if (failed.length === 0) return status === 'failed' ? [`${file}\n${firstLines(message)}`] : [];
  return failed.map((test) => `${file}: ${test.fullName}\n${firstLines(test.failureMessages.join('\n'))}`);
}

function firstLines(words: string): string {
  return words.split('\n').slice(0, 6).join('\n').slice(0, 800);
}
