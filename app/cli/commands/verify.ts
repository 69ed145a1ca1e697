import { findingLine, verifyAcademy, verifySealed, verifyStore } from '#app/cli/checks/all.ts';
import { type Command, withDatabase } from '#app/cli/command.ts';

export const verify: Command = {
  name: 'verify',
  summary: 'checks every invariant of the data and the media store, without changing anything',
  usage: '',
  help: [
    'One line an invariant: ok, or BREACH with how many and the first of them. Exit code 1 on a breach.',
  ],
  options: {},
  takes: 0,
  run: ({ env, terminal, now }) =>
    withDatabase(env, async (db, engine) => {
      const findings = [
        ...(await verifyAcademy(db, engine)),
        ...(await verifySealed(db, env)),
        ...(await verifyStore(db, { env, now: now() })),
      ];
      for (const finding of findings) terminal.say(findingLine(finding));
      return findings.some(({ breach }) => breach) ? 1 : 0;
    }),
};
