import { keysElsewhere } from '#app/cli/backup/key-files.server.ts';
import { restoreBackup } from '#app/cli/backup/restoring.ts';
import { findingLine, verifyAcademy } from '#app/cli/checks/all.ts';
import { type Command, withDatabase } from '#app/cli/command.ts';
import { missingKeys } from '#app/cli/doctor/keys.ts';
import { whoseStore } from '#app/features/media/owning.server.ts';
import { needOfBytes } from '#app/features/recordings/needed-bytes.server.ts';

export const restore: Command = {
  name: 'restore',
  summary: 'puts a backup into an empty database and verifies it',
  usage: 'FILE',
  help: [
    'All or nothing: when the file is damaged or the command is killed, the database stays empty and it can be run again. Of an earlier',
    'edition it is restored in its shape, then brought up to date. Everybody has to sign in again afterwards.',
    '',
    'Keys are not in a backup: bring DATA_DIR/credentials-secret and DATA_DIR/field-keys of the original (or CREDENTIALS_SECRET and',
    'FIELD_KEYS), and the media store.',
  ],
  options: {},
  takes: 1,
  run: ({ env, positionals, terminal, now }) =>
    withDatabase(
      env,
      async (db, engine) => {
        const file = positionals[0] ?? '';
        const done = await restoreBackup(db, { engine, env, file, now: now() });
        const { rows, media, missing, named, migrated } = done;
        terminal.say(`Restored ${rows} rows.`);
        if (migrated.length > 0)
          terminal.say(
            `The backup is of an earlier edition: brought up to date with ${migrated.join(', ')}.`,
          );
        if (missing > 0)
          terminal.complain(
            `${missing} of ${media} files are not in the media store ${env.MEDIA_URL} as they were: copy them there. ${named.join(', ')}${missing > named.length ? ' …' : ''}`,
          );
        const findings = await verifyAcademy(db, engine);
        const breaches = findings.filter(({ breach }) => breach);
        for (const finding of breaches) terminal.complain(findingLine(finding));
        if (breaches.length === 0) terminal.say(`Verified: all ${findings.length} invariants hold.`);
        if ((await whoseStore(db, { env, needOf: needOfBytes })) === 'anothers')
          terminal.say(
            `${env.MEDIA_URL} belongs to another database, so nothing is removed from it: see academy media adopt --help.`,
          );
        for (const keys of [await keysElsewhere(db, env), await missingKeys(db, env)])
          if (keys) terminal.complain(`${keys}.`);
        return breaches.length > 0 ? 1 : 0;
      },
      { migrated: false },
    ),
};
