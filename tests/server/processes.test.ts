import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fromSource } from '#tests/support/from-source.ts';

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Starting TypeScript takes its time on a busy machine. */
const TIMEOUT_MS = 60_000;

function start(words: string[], settings: Record<string, string> = {}) {
  const child = spawn(process.execPath, words, { env: { ...process.env, ...settings } });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended: Ended = { code: null, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => (ended.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (ended.stderr += text));
  const end = once(child, 'close').then(([code]): Ended => ({ ...ended, code: code as number | null }));
  return { child, end };
}

/** A module that runs before the program and changes what the machine looks like. */
const machine = (code: string) => ['--import', `data:text/javascript,${encodeURIComponent(code)}`];

describe('the server', () => {
  it(
    'does not start with a wrong setting, and says so in one line',
    async () => {
      const { code, stdout, stderr } = await start([...fromSource, 'app/server.ts'], {
        ACADEMY_TIMEZONE: 'x',
      }).end;
      expect(code).toBe(1);
      expect(stdout).toBe('');
      expect(stderr).toMatch(/^The environment variable ACADEMY_TIMEZONE is unknown\.\n$/);
    },
    TIMEOUT_MS,
  );

  it(
    'answers what has begun before it closes',
    async () => {
      const { child, end } = start([...fromSource, 'tests/server/slow-server.ts']);
      const [port] = (await once(child.stdout, 'data')) as [string];
      const answer = fetch(`http://127.0.0.1:${port.trim()}/`);
      await new Promise((later) => setTimeout(later, 200));
      child.kill('SIGTERM');
      expect(await (await answer).text()).toBe('answered');
      const { code, stdout } = await end;
      expect([code, stdout.includes('database closed')]).toEqual([0, true]);
      await expect(fetch(`http://127.0.0.1:${port.trim()}/`)).rejects.toThrow();
    },
    TIMEOUT_MS,
  );
});

describe('quickstart', () => {
  const quickstart = ['app/cli/quickstart.mjs'];

  it('names a taken port', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    onTestFinished(() => void squatter.close());
    const { port } = squatter.address() as AddressInfo;
    const { code, stderr } = await start(quickstart, { PORT: String(port) }).end;
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 is taken\\..+\\n$`));
  });

  it.each([
    [
      'an old Node',
      "Object.defineProperty(process.versions, 'node', { value: '18.20.4' })",
      'Node 18.20.4 is too old',
    ],
    [
      'a full disk',
      "import fs from 'node:fs'; import { syncBuiltinESMExports } from 'node:module'; fs.statfsSync = () => ({ bavail: 9, bsize: 1e6 }); syncBuiltinESMExports()",
      'The disk is full: ',
    ],
  ])('names %s', async (_name, code, line) => {
    const { stderr, code: status } = await start([...machine(code), ...quickstart], { PORT: '0' }).end;
    expect(status).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([expect.stringContaining(line)]);
  });
});
