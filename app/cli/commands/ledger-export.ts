import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Command, Problem, withDatabase } from '#app/cli/command.ts';
import { newestBlock } from '#app/features/chain/reading.server.ts';
import { ledgerLines } from '#app/features/credits/proofs.server.ts';
import { atOneMoment } from '#db/snapshot.server.ts';

export const ledgerExport: Command = {
  name: 'ledger export',
  summary: 'writes the sealed ledger with what opens each entry, for an auditor',
  usage: 'FILE [--without-people] [--replace]',
  help: [
    'JSON lines: each block, behind it its entries in their order. Check the file with Node alone, where there is no academy:',
    '  node verify.mjs --entries FILE NUMBER:HASH      (content/ledger/verify.mjs, served at /ledger/verify.mjs)',
    'The file names people by their ids and says what they did: for the auditor’s eyes only. Entries not sealed yet are not in it.',
    '',
    '  --without-people   whose and for what stays covered: kinds, amounts and days can be checked, nobody can be found',
    '  --replace          writes over a file that is there',
  ],
  options: { 'without-people': { type: 'boolean' }, replace: { type: 'boolean' } },
  takes: 1,
  run: ({ env, positionals, values, terminal }) =>
    withDatabase(env, async (db, engine) => {
      const file = positionals[0] ?? '';
      if (existsSync(file) && !values.replace)
        throw new Problem(`${file} is there already: choose another name, or add --replace.`);
      const unfinished = `${file}.unfinished`;
      const withoutPeople = values['without-people'] === true;
      try {
        const newest = await atOneMoment(db, engine, async (snapshot) => {
          const lines = Readable.from(ledgerLines(snapshot, { withoutPeople }));
          await pipeline(lines, createWriteStream(unfinished, { mode: 0o600 }));
          return newestBlock(snapshot);
        });
        if (!newest) throw new Problem('Nothing is sealed yet: the worker does so within a minute.');
        await rename(unfinished, file);
        terminal.say(`Wrote ${file}: ${newest.number} blocks, ${newest.total} entries.`);
        terminal.say(`Check it: node verify.mjs --entries ${file} ${newest.number}:${newest.hash}`);
        return 0;
      } finally {
        await rm(unfinished, { force: true });
      }
    }),
};
