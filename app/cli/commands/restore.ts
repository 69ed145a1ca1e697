import { restoreBackup } from '#app/cli/backup/restoring.ts';
import { findingLine, verifyAcademy } from '#app/cli/checks/all.ts';
import { type Command, withDatabase } from '#app/cli/command.ts';
import { whoseStore } from '#app/features/media/owning.server.ts';
import { needOfBytes } from '#app/features/recordings/needed-bytes.server.ts';
import { migrateToLatest } from '#db/migrate.server.ts';

export const restore: Command = {
  name: 'restore',
  summary: 'puts a backup into an empty database and verifies it',
  usage: 'FILE',
  help: [
    'All or nothing: when the file is damaged, the database stays empty. Everybody has to sign in again afterwards.',
  ],
  options: {},
  takes: 1,
  run: ({ env, positionals, terminal, now }) =>
    withDatabase(
      env,
      async (db, engine) => {
        await migrateToLatest(db, engine, now());
        const { rows, media, missing } = await restoreBackup(db, { engine, env, file: positionals[0] ?? '' });
        terminal.say(`Restored ${rows} rows.`);
        if (missing > 0)
          terminal.complain(
            `${missing} of ${media} files are not in the media store ${env.MEDIA_URL}: copy them there.`,
          );
        const findings = await verifyAcademy(db, engine);
        const breaches = findings.filter(({ breach }) => breach);
        for (const finding of breaches) terminal.complain(findingLine(finding));
        if (breaches.length === 0) terminal.say(`Verified: all ${findings.length} invariants hold.`);
        if ((await whoseStore(db, { env, needOf: needOfBytes })) === 'anothers')
          terminal.say(
            `${env.MEDIA_URL} belongs to another database, so nothing is removed from it: see academy media adopt --help.`,
          );
        return breaches.length > 0 ? 1 : 0;
      },
      { migrated: false },
    ),
};
