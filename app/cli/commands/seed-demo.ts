import { isEmptyAcademy } from '#app/cli/checks/emptiness.server.ts';
import { type Command, Problem, withDatabase } from '#app/cli/command.ts';
import { loadDemo } from '#app/cli/demo/load-demo.ts';
import { academyFlag } from '#app/features/organisation/flags.server.ts';

export const seedDemo: Command = {
  name: 'seed demo',
  summary: 'loads the demo academy into an empty database',
  usage: '[--if-empty]',
  help: [
    'Invented people, courses, sections and credits; dates hang on the day on which it is loaded.',
    'Loading it again changes nothing. A database with other people in it is refused.',
    '',
    '  --if-empty   leaves a database that is not empty as it is, without complaint',
  ],
  options: { 'if-empty': { type: 'boolean' } },
  takes: 0,
  run: ({ env, values, terminal, now }) =>
    withDatabase(env, async (db) => {
      if ((await academyFlag(db, 'demo')) !== null) {
        terminal.say('The demo academy is loaded already.');
        return 0;
      }
      if (!(await isEmptyAcademy(db))) {
        if (!values['if-empty'])
          throw new Problem('This academy has people in it: the demo goes into an empty one only.');
        terminal.say('The academy is not empty: nothing was loaded.');
        return 0;
      }
      const { people, courses, sections } = await loadDemo(db, { env, now: now() });
      terminal.say(`Loaded the demo academy: ${people} people, ${courses} courses, ${sections} sections.`);
      return 0;
    }),
};
