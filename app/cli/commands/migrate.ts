import { type Command, withDatabase } from '#app/cli/command.ts';
import { migrateToLatest } from '#db/migrate.server.ts';

export const migrate: Command = {
  name: 'migrate',
  summary: 'brings the database to the newest shape',
  usage: '',
  help: ['Creates the database file where there is none. Running it again changes nothing.'],
  options: {},
  takes: 0,
  run: ({ env, terminal, now }) =>
    withDatabase(
      env,
      async (db, engine) => {
        const applied = await migrateToLatest(db, engine, now());
        terminal.say(applied.length > 0 ? `Applied: ${applied.join(', ')}.` : 'The database is up to date.');
        return 0;
      },
      { migrated: false },
    ),
};
