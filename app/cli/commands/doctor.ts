import type { Command } from '#app/cli/command.ts';
import { type Finding, lookAround } from '#app/cli/doctor/looking.ts';

export const doctor: Command = {
  name: 'doctor',
  summary: 'says what this machine has and lacks',
  usage: '',
  help: [
    'ok, "note" for what is not set up and not needed, or LACKS for what stands in the way. Exit code 1 when something does.',
  ],
  options: {},
  takes: 0,
  run: async ({ env, terminal }) => {
    const findings = await lookAround(env);
    for (const finding of findings) terminal.say(lineOf(finding));
    return findings.some(({ state }) => state === 'lacks') ? 1 : 0;
  },
};

const words: Record<Finding['state'], string> = { ok: 'ok   ', note: 'note ', lacks: 'LACKS' };

function lineOf({ state, subject, line }: Finding): string {
  return `${words[state]}  ${subject.padEnd(12)}${line}`;
}
