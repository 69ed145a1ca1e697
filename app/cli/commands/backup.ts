import { type Command, Problem } from '#app/cli/command.ts';

export const backup: Command = {
  name: 'backup',
  summary: '…',
  usage: '',
  help: [],
  options: {},
  takes: 0,
  run: async () => {
    throw new Problem('Not built yet.');
  },
};
