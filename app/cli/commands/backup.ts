import { existsSync } from 'node:fs';
import { writeBackup } from '#app/cli/backup/writing.ts';
import { type Command, Problem, withDatabase } from '#app/cli/command.ts';

export const backup: Command = {
  name: 'backup',
  summary: 'writes the whole database, as of one moment, into one file',
  usage: 'FILE [--replace]',
  help: [
    'The academy may go on meanwhile. Lectures and other files are listed, not copied: keep the media store too.',
    'Keys are not in it: keep DATA_DIR/credentials-secret (or CREDENTIALS_SECRET) somewhere else, too.',
    'The file holds personal data and password hashes: keep it where only operators can read.',
    'It holds no keys: keep DATA_DIR/field-keys apart from it, or phone numbers and e-mail addresses in it stay closed.',
    '',
    '  --replace   overwrites FILE where there is one',
  ],
  options: { replace: { type: 'boolean' } },
  takes: 1,
  run: ({ env, positionals, values, terminal, now }) => {
    const file = positionals[0] ?? '';
    if (existsSync(file) && !values.replace)
      throw new Problem(`${file} is there already: choose another name, or say --replace.`);
    return withDatabase(env, async (db, engine) => {
      const { rows, media, missing } = await writeBackup(db, { engine, env, file, now: now() });
      terminal.say(`Wrote ${file}: ${rows} rows, ${media} files listed.`);
      if (env.MEDIA_URL.startsWith('s3:'))
        terminal.say(`The files themselves stay in the bucket ${env.MEDIA_URL}: keep a copy of it too.`);
      if (missing > 0)
        terminal.complain(`${missing} of the listed files are not in the media store ${env.MEDIA_URL}.`);
      return 0;
    });
  },
};
