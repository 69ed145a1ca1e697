import { keysElsewhere } from '#app/cli/backup/key-files.server.ts';
import { namedFiles, unaskedFiles } from '#app/cli/backup/media-compare.ts';
import { restoreBackup } from '#app/cli/backup/restoring.ts';
import { findingLine, verifyAcademy } from '#app/cli/checks/all.ts';
import { type Command, withDatabase } from '#app/cli/command.ts';
import { missingKeys } from '#app/cli/doctor/keys.ts';
import { whoseStore } from '#app/features/media/owning.server.ts';
import { needOfBytes } from '#app/features/recordings/needed-bytes.server.ts';

export const restore: Command = {
  name: 'restore',
  summary: 'puts a backup into an empty database and verifies it',
  usage: 'FILE [--despite-media]',
  help: [
    'All or nothing: when the file is damaged or the command is killed, the database stays empty and it can be run again. Of an earlier',
    'edition it is restored in its shape, then brought up to date. Everybody has to sign in again afterwards.',
    '',
    'Keys are not in a backup: bring DATA_DIR/credentials-secret and DATA_DIR/field-keys of the original (or CREDENTIALS_SECRET and',
    'FIELD_KEYS), and the media store. Every file that lies there is read and compared with its SHA-256 in the backup; where one is another, or the',
    'store does not answer, nothing is restored. Files that are not there can be brought afterwards.',
    '',
    '  --despite-media   looks at the lengths alone, and restores whatever the files are: when none but damaged ones are left',
  ],
  options: { 'despite-media': { type: 'boolean' } },
  takes: 1,
  run: ({ env, positionals, values, terminal, now }) =>
    withDatabase(
      env,
      async (db, engine) => {
        const file = positionals[0] ?? '';
        const despiteMedia = values['despite-media'] === true;
        const done = await restoreBackup(db, { engine, env, file, now: now(), despiteMedia });
        const { rows, files, migrated } = done;
        terminal.say(`Restored ${rows} rows.`);
        if (migrated.length > 0)
          terminal.say(
            `The backup is of an earlier edition: brought up to date with ${migrated.join(', ')}.`,
          );
        const wrong = files.missing + files.different;
        if (wrong > 0)
          terminal.complain(
            `${wrong} of ${files.media} files are not in the media store ${env.MEDIA_URL} as they were: copy them there. ${namedFiles(files)}`,
          );
        const unasked = unaskedFiles(files, env);
        if (unasked) terminal.complain(unasked);
        if (files.media > wrong && !despiteMedia)
          terminal.say(`Compared ${files.media - wrong} files with their SHA-256: they are as they were.`);
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
