import { type Command, Problem } from '#app/cli/command.ts';

export const verify: Command = {
  name: 'verify',
  summary: '…',
  usage: '',
  help: [],
  options: {},
  takes: 0,
  run: async () => {
    throw new Problem('Not built yet.');
  },
};
