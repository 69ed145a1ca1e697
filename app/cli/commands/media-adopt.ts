import { type Command, Problem, withDatabase } from '#app/cli/command.ts';
import { knowsFiles, markStore, whoseStore } from '#app/features/media/owning.server.ts';
import { needOfBytes } from '#app/features/recordings/needed-bytes.server.ts';

export const mediaAdopt: Command = {
  name: 'media adopt',
  summary: 'says that the media store belongs to this database from now on',
  usage: '',
  help: [
    'A store belongs to one database: only that one removes from it what nobody needs any more. A database that was restored',
    'does not own the store of the academy that was backed up. Run this when the other database is used no longer: from then on',
    'what this database does not know leaves the store. Two academies that are both used need a store each.',
  ],
  options: {},
  takes: 0,
  run: ({ env, terminal, now }) =>
    withDatabase(env, async (db) => {
      const whose = await whoseStore(db, { env, needOf: needOfBytes });
      if (whose === 'away') throw new Problem(`The media store ${env.MEDIA_URL} does not answer.`);
      if (whose !== 'free' && whose !== 'ours' && !(await knowsFiles(db)))
        throw new Problem(
          `This database knows no file, and ${env.MEDIA_URL} has some: they would all be removed. Is DATABASE_URL the right one?`,
        );
      await markStore(db, { env, now: now() });
      terminal.say(`${env.MEDIA_URL} belongs to this database.`);
      return 0;
    }),
};
