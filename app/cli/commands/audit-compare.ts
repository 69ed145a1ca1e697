import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type Command, Problem, withDatabase } from '#app/cli/command.ts';
import { type Checkpoint, faultOfCheckpoint } from '#app/features/audit/checkpoints.server.ts';

const checkpoint = z.object({
  blockNumber: z.number().int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  total: z.number().int(),
  at: z.string(),
  publicKey: z.string(),
  signature: z.string(),
});

export const auditCompare: Command = {
  name: 'audit compare',
  summary: 'compares checkpoints of the journal that were kept outside with the journal as it stands',
  usage: 'FILE',
  help: [
    'FILE holds lines as audit checkpoint prints them. One line each: ok, or BREACH with what does not fit. Exit code 1 on a breach. All of one',
    'academy bear the same public key unless CREDENTIALS_SECRET was replaced: another one is said. Changes nothing.',
  ],
  options: {},
  takes: 1,
  run: ({ env, positionals, terminal }) =>
    withDatabase(env, async (db) => {
      const kept = linesOf(await readFile(positionals[0] ?? '', 'utf8').catch(notThere(positionals[0])));
      let breaches = 0;
      for (const one of kept) {
        const fault = await faultOfCheckpoint(db, one);
        if (fault) breaches += 1;
        terminal.say(
          fault
            ? `BREACH  checkpoint of ${one.at}: ${fault}`
            : `ok      checkpoint of ${one.at}, block ${one.blockNumber}`,
        );
      }
      const keys = new Set(kept.map(({ publicKey }) => publicKey));
      if (keys.size > 1) terminal.say(`note    they were signed by ${keys.size} keys`);
      return breaches > 0 ? 1 : 0;
    }),
};

function linesOf(text: string): Checkpoint[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) throw new Problem('There is no checkpoint in this file.');
  return lines.map((line, at) => {
    try {
      return checkpoint.parse(JSON.parse(line));
    } catch {
      throw new Problem(`Line ${at + 1} is no checkpoint.`);
    }
  });
}

const notThere = (file: string | undefined) => (): never => {
  throw new Problem(`${file} cannot be read.`);
};
