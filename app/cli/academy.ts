import { runAcademy } from './run.ts';
import { ownTerminal } from './terminal.ts';

// Bundled to build/academy.js; app/cli/academy.mjs runs it.
process.exitCode = await runAcademy({
  words: process.argv.slice(2),
  variables: process.env,
  terminal: ownTerminal,
});
