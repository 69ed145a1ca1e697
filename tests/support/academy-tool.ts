import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export type ToolOutcome = { code: number; stdout: string; stderr: string };

/** Where the operator's tool works: the same two settings that its server has. */
export type ToolPlace = { databaseUrl: string; dataDir: string; env?: Record<string, string> };

/** Runs `npm run academy -- <words>` as built; never throws, the exit code tells. */
export function runAcademy(
  { databaseUrl, dataDir, env }: ToolPlace,
  ...words: string[]
): Promise<ToolOutcome> {
  const settings = {
    PATH: process.env.PATH ?? '',
    NODE_ENV: 'production' as const,
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    MEDIA_URL: `file:${join(dataDir, 'media')}`,
    LOG_LEVEL: 'warn',
    ...env,
  };
  return new Promise((resolve) => {
    const options = { cwd: root, env: settings, maxBuffer: 64 * 2 ** 20 };
    execFile(
      process.execPath,
      [join(root, 'build/academy.js'), ...words],
      options,
      (error, stdout, stderr) => {
        const code = typeof error?.code === 'number' ? error.code : 1;
        resolve({ code: error ? code : 0, stdout, stderr });
      },
    );
  });
}

/** The same for what must succeed: its output, or an error with what it said. */
export async function academy(place: ToolPlace, ...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await runAcademy(place, ...words);
  if (code !== 0) throw new Error(`academy ${words.join(' ')} ended with ${code}: ${stderr || stdout}`);
  return stdout;
}
