import { type Command, withDatabase } from '#app/cli/command.ts';
import { rotateKeys } from '#app/features/credentials/keys.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';

export const credentialsRotateKey: Command = {
  name: 'credentials rotate-key',
  summary: 'makes a new key for signing badges and takes the old ones out of use',
  usage: '',
  help: [
    'Badges that were signed before stay good: their keys stay published. Private keys are closed with CREDENTIALS_SECRET, or with',
    'the file credentials-secret in DATA_DIR; run this where the server finds the same secret.',
  ],
  options: {},
  takes: 0,
  run: ({ env, terminal, now }) =>
    withDatabase(env, async (db) => {
      const id = await rotateKeys(db, { env, actor: systemActor('credentials rotate-key'), now: now() });
      terminal.say(`Badges are signed with the key ${id} from now on.`);
      return 0;
    }),
};
