import { type Command, type Invocation, numberOf, Problem, withDatabase } from '#app/cli/command.ts';
import { loadCourses } from '#app/cli/load/courses.ts';
import { loadEntries, loadPeople } from '#app/cli/load/people.ts';
import { type LoadPlan, numbered } from '#app/cli/load/plan.ts';
import { readyCourses } from '#app/cli/load/ready-courses.server.ts';
import { loadSections } from '#app/cli/load/sections.ts';
import { publishPastPolicies } from '#app/cli/policies/publish-policies.ts';
import { personByUsername } from '#app/features/identity/people.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';

export const seedLoad: Command = {
  name: 'seed load',
  summary: 'adds made-up people, courses, sections and credits, to measure with',
  usage:
    '--people N --prefix rush [--communities N] [--courses N] [--sections N] [--capacity N] [--meetings N] [--entries N]',
  help: [
    'People are called rush-00001 and so on and have the demo password. Sections are open to all, now.',
    '',
    '  --people N     how many people',
    '  --prefix WORD  what their names and all codes begin with (small letters, at most 8)',
    '  --communities N  of a street made for them, in which they hold positions in turn (0: they hold none)',
    '  --courses N    how many courses, each with all five ones (0)',
    '  --sections N   how many sections, of these courses in turn, or of those of the library (0)',
    '  --capacity N   seats of each section (30)',
    '  --meetings N   weekly meetings of each section, at one of fourteen times, so that some clash (0)',
    '  --entries N    how many lines in the ledger, spread over the people (0)',
  ],
  options: {
    people: { type: 'string' },
    prefix: { type: 'string' },
    communities: { type: 'string' },
    courses: { type: 'string' },
    sections: { type: 'string' },
    capacity: { type: 'string' },
    meetings: { type: 'string' },
    entries: { type: 'string' },
  },
  takes: 0,
  run: (invocation) => {
    const plan = planOf(invocation);
    const { env, terminal } = invocation;
    return withDatabase(env, async (db) => {
      if (await personByUsername(db, numbered(plan.prefix, 1)))
        throw new Problem(`There are people called ${plan.prefix}-… already: choose another --prefix.`);
      const now = invocation.now();
      const run = { db, plan, actor: systemActor('seed load'), now };
      await publishPastPolicies(db, now);
      const people = await loadPeople(run);
      const courses = await loadCourses(run);
      const sections = await loadSections(
        run,
        courses.length > 0 || plan.sections === 0 ? courses : await readyCourses(db),
      );
      const entries = await loadEntries(run, people);
      terminal.say(
        `Added ${people.length} people, ${courses.length} courses, ${sections} sections, ${entries} entries.`,
      );
      return 0;
    });
  },
};

function planOf(invocation: Invocation): LoadPlan {
  const count = (option: string, fallback: number, most: number) =>
    numberOf(invocation, option, { fallback, least: 0, most });
  const prefix = invocation.values.prefix;
  if (typeof prefix !== 'string' || !/^[a-z][a-z0-9]{0,7}$/.test(prefix))
    throw new Problem(
      '--prefix must be given: one to eight small letters and figures, as in --prefix rush.',
      2,
    );
  if (invocation.values.people === undefined)
    throw new Problem('--people must be given, as in --people 2000.', 2);
  return {
    prefix,
    people: count('people', 0, 1_000_000),
    communities: count('communities', 0, 1_000),
    courses: count('courses', 0, 99_999),
    sections: count('sections', 0, 99_999),
    capacity: count('capacity', 30, 1_000_000),
    meetings: count('meetings', 0, 30),
    entries: count('entries', 0, 10_000_000),
  };
}
