import { type Command, type Invocation, Problem, withDatabase } from '#app/cli/command.ts';
import { contactsByKey } from '#app/features/contacts/reclosing.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { importsByKey } from '#app/features/imports/reclosing.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { messagesByKey } from '#app/features/messages/listing.server.ts';
import {
  addKeyFile,
  keyFolder,
  removeKeyFile,
  type SealingEnv,
} from '#app/features/sealing/key-files.server.ts';
import { KeysAway, ringHere, ringOf } from '#app/features/sealing/ring.server.ts';
import type { Db } from '#db/database.ts';

const where = [
  'Phone numbers, e-mail addresses and sheets that wait are closed with keys that lie below DATA_DIR/field-keys, or in FIELD_KEYS and FIELD_INDEX_KEY.',
  'No backup of the database holds them: keep a copy apart, and take it along when the academy moves.',
];

export const keysRotate: Command = {
  name: 'keys rotate',
  summary: 'makes a new key for phone numbers and e-mail addresses',
  usage: '',
  help: [
    ...where,
    'From now on the new key closes; the worker closes with it, batch by batch, what older ones closed. Older keys stay until',
    'keys forget ID. Run this where the server finds the same DATA_DIR.',
  ],
  options: {},
  takes: 0,
  run: ({ env, terminal, now }) =>
    withDatabase(env, async (db) => {
      onlyFiles(env);
      await ringOf(db, env).catch(asProblem);
      const id = addKeyFile(env);
      await noted(db, { action: 'field-key.made', id, now: now() });
      terminal.say(`The key ${id} closes from now on. Copy ${keyFolder(env)} to where keys are kept.`);
      return 0;
    }),
};

export const keysList: Command = {
  name: 'keys list',
  summary: 'says which keys there are and how much each closes',
  usage: '',
  help: where,
  options: {},
  takes: 0,
  run: ({ env, terminal }) =>
    withDatabase(env, async (db) => {
      const used = await usedKeys(db);
      const ring = ringHere(env);
      for (const id of ring?.keys.keys() ?? [])
        terminal.say(
          `${id}  ${id === ring?.newest.id ? 'closes' : 'opens '}  ${used.get(id) ?? 0} in the database`,
        );
      const missing = [...used].filter(([id]) => !ring?.keys.has(id));
      for (const [id, many] of missing) terminal.complain(`${id}  MISSING  ${many} in the database`);
      if (!ring && missing.length === 0)
        terminal.say('There are no keys yet: the first number that is written down makes one.');
      return missing.length > 0 ? 1 : 0;
    }),
};

export const keysForget: Command = {
  name: 'keys forget',
  summary: 'removes a key that closes nothing any more',
  usage: 'ID',
  help: [
    ...where,
    'Backups that were taken while it closed cannot be opened without it: keep it apart as long as you keep them.',
  ],
  options: {},
  takes: 1,
  run: (invocation) => withDatabase(invocation.env, (db) => forget(db, invocation)),
};

async function forget(db: Db, { env, positionals, terminal, now }: Invocation): Promise<number> {
  onlyFiles(env);
  const id = positionals[0] ?? '';
  const ring = ringHere(env);
  if (!ring?.keys.has(id)) throw new Problem(`There is no key ${id}: see academy keys list.`);
  if (ring.newest.id === id) throw new Problem('This key closes: run academy keys rotate first.');
  const many = (await usedKeys(db)).get(id) ?? 0;
  if (many > 0)
    throw new Problem(
      `The key ${id} still closes ${many} in the database: the worker has not come to them yet.`,
    );
  removeKeyFile(env, id);
  await noted(db, { action: 'field-key.removed', id, now: now() });
  terminal.say(`The key ${id} is gone.`);
  return 0;
}

/** How much in the database each key closes. */
async function usedKeys(db: Db): Promise<Map<string, number>> {
  const used = await contactsByKey(db);
  for (const more of [await messagesByKey(db), await importsByKey(db)])
    for (const [id, many] of more) used.set(id, (used.get(id) ?? 0) + many);
  return used;
}

function onlyFiles({ FIELD_KEYS }: SealingEnv): void {
  if (FIELD_KEYS)
    throw new Problem(
      'The keys are in FIELD_KEYS: put a new one before the others on every machine, or take an old one away, and start again.',
    );
}

function asProblem(error: unknown): never {
  throw error instanceof KeysAway ? new Problem(error.message) : error;
}

function noted(db: Db, { action, id, now }: { action: string; id: string; now: Date }): Promise<void> {
  return writeJournal(db, {
    actor: systemActor('keys'),
    action,
    subjectType: 'field-key',
    subjectId: id,
    now,
  });
}
