import { type Command, Problem, withDatabase } from '#app/cli/command.ts';
import { publishContent } from '#app/cli/policies/publish-policies.ts';

export const policiesPublish: Command = {
  name: 'policies publish',
  summary: 'publishes the credit rules, yearly schemes, evaluation forms and privacy notices of content/',
  usage: '',
  help: [
    'A new academy needs them before anybody can enrol: nothing can be earned without rules.',
    'Reads content/policies/*.json, content/forms/evaluation.json and content/notices/*.md. Running it again changes nothing.',
    'A published version never changes: to change a rule, give the file a new version and run this again.',
    'A file with a mistake is refused with its line and the reason, and nothing is published.',
  ],
  options: {},
  takes: 0,
  run: ({ env, terminal, now }) =>
    withDatabase(env, async (db) => {
      const all = await publishContent(db, now()).catch((error: unknown) => {
        throw /other content/.test(String(error)) ? new Problem((error as Error).message) : error;
      });
      for (const { title, version, isNew } of all)
        terminal.say(`${isNew ? 'published ' : 'in place  '}  ${title} (${version})`);
      return 0;
    }),
};
