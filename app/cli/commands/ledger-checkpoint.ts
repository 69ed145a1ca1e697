import { type Command, withDatabase } from '#app/cli/command.ts';
import { newestBlock, waitingCount } from '#app/features/chain/reading.server.ts';

const MOST_COUNTED = 1_000_000;

export const ledgerCheckpoint: Command = {
  name: 'ledger checkpoint',
  summary: 'prints the newest block of the ledger’s chain, to be written down somewhere else',
  usage: '',
  help: [
    'Number, hash and time of the newest block, and how many entries lie in the chain up to it. Whoever keeps this line outside',
    'the academy can show later that nothing up to it was changed: give NUMBER:HASH to verify.mjs (served at /ledger/verify.mjs).',
    'Changes nothing. The worker seals what was posted, within an hour.',
  ],
  options: {},
  takes: 0,
  run: ({ env, terminal }) =>
    withDatabase(env, async (db) => {
      const block = await newestBlock(db);
      const waiting = await waitingCount(db, MOST_COUNTED);
      terminal.say(
        block
          ? `${block.number}:${block.hash} sealed ${block.sealedAt}, ${block.total} entries`
          : 'Nothing is sealed yet.',
      );
      if (waiting > 0) terminal.say(`${waiting} entries wait to be sealed.`);
      return block ? 0 : 1;
    }),
};
