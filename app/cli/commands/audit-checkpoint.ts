import { type Command, Problem, withDatabase } from '#app/cli/command.ts';
import { makeCheckpoint } from '#app/features/audit/checkpoints.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';

export const auditCheckpoint: Command = {
  name: 'audit checkpoint',
  summary: 'writes down up to where the journal is sealed, signed, to be kept outside of the academy',
  usage: '',
  help: [
    'One line of JSON: number, hash and time of the newest block of the journal’s chain, how many lines lie in the chain up to it, and an Ed25519',
    'signature with its public key. Keep the lines where nobody of the academy writes: audit compare FILE shows later whether the journal',
    'still goes on from them. The same is kept in the database, and noted in the journal. The worker seals what was written within an hour.',
  ],
  options: {},
  takes: 0,
  run: ({ env, terminal, now }) =>
    withDatabase(env, async (db) => {
      const made = await makeCheckpoint(db, { env, actor: systemActor('operator'), now: now() });
      if (!made) throw new Problem('Nothing is sealed yet: the worker does so within an hour.');
      terminal.say(JSON.stringify(made));
      return 0;
    }),
};
