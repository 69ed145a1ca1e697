import { auditCheckpoint } from '#app/cli/commands/audit-checkpoint.ts';
import { auditCompare } from '#app/cli/commands/audit-compare.ts';
import { backup } from '#app/cli/commands/backup.ts';
import { credentialsRotateKey } from '#app/cli/commands/credentials-rotate-key.ts';
import { doctor } from '#app/cli/commands/doctor.ts';
import { keysForget, keysList, keysRotate } from '#app/cli/commands/keys.ts';
import { ledgerCheckpoint } from '#app/cli/commands/ledger-checkpoint.ts';
import { ledgerExport } from '#app/cli/commands/ledger-export.ts';
import { lottery } from '#app/cli/commands/lottery.ts';
import { mediaAdopt } from '#app/cli/commands/media-adopt.ts';
import { migrate } from '#app/cli/commands/migrate.ts';
import { muxRestrict } from '#app/cli/commands/mux-restrict.ts';
import { personCreate } from '#app/cli/commands/person-create.ts';
import { policiesPublish } from '#app/cli/commands/policies-publish.ts';
import { restore } from '#app/cli/commands/restore.ts';
import { seedDemo } from '#app/cli/commands/seed-demo.ts';
import { seedLoad } from '#app/cli/commands/seed-load.ts';
import { verify } from '#app/cli/commands/verify.ts';
import { work } from '#app/cli/commands/work.ts';
import { readEnv } from '#app/lib/env.ts';
import { isUnavailable } from '#db/dialect.server.ts';
import { type Command, Problem, readWords, type Terminal, usageOf } from './command.ts';

export const commands: readonly Command[] = [
  migrate,
  policiesPublish,
  seedDemo,
  seedLoad,
  personCreate,
  work,
  verify,
  ledgerCheckpoint,
  ledgerExport,
  auditCheckpoint,
  auditCompare,
  lottery,
  backup,
  restore,
  mediaAdopt,
  muxRestrict,
  credentialsRotateKey,
  keysRotate,
  keysList,
  keysForget,
  doctor,
];

interface Call {
  words: readonly string[];
  variables: Record<string, string | undefined>;
  terminal: Terminal;
  now?: () => Date;
}

/**
 * Runs one call of the operator's tool and returns its exit code: 0 done, 1 it could not be done, 2 the command line is
 * wrong. Whatever goes wrong is told in one line.
 */
export async function runAcademy({
  words,
  variables,
  terminal,
  now = () => new Date(),
}: Call): Promise<number> {
  try {
    const asked = asksForOverview(words);
    if (asked) {
      for (const line of overview(asked)) terminal.say(line);
      return 0;
    }
    const command = commandOf(words);
    const given = readWords(command, words.slice(command.name.split(' ').length));
    if (given.values.help) {
      for (const line of helpOf(command)) terminal.say(line);
      return 0;
    }
    const reading = readEnv(variables);
    if (!reading.ok) throw new Problem(reading.problem);
    return (await command.run({ ...given, env: reading.env, terminal, now })) ?? 0;
  } catch (error) {
    terminal.complain(lineOf(error));
    if (!(error instanceof Problem) && variables.LOG_LEVEL === 'debug')
      terminal.complain(String((error as Error).stack));
    return error instanceof Problem ? error.exitCode : 1;
  }
}

function commandOf(words: readonly string[]): Command {
  const found = commands.find(({ name }) => name.split(' ').every((word, index) => words[index] === word));
  if (found) return found;
  const group = commands.filter(({ name }) => name.startsWith(`${words[0]} `)).map(({ name }) => name);
  const choices = group.length > 0 ? group : commands.map(({ name }) => name);
  throw new Problem(`There is no command ${words.slice(0, 2).join(' ')}. Known: ${choices.join(', ')}.`, 2);
}

/** The commands to list: all, those of a group such as `seed --help`, or null when one command is meant. */
function asksForOverview(words: readonly string[]): readonly Command[] | null {
  const isHelp = (word: string | undefined) => word === undefined || word === '--help' || word === 'help';
  if (isHelp(words[0])) return commands;
  const group = commands.filter(({ name }) => name.startsWith(`${words[0]} `));
  return group.length > 0 && words[1] !== undefined && isHelp(words[1]) ? group : null;
}

function overview(listed: readonly Command[]): string[] {
  const width = Math.max(...listed.map(({ name }) => name.length)) + 2;
  return [
    'usage: npm run academy -- <command> [options]',
    '',
    ...listed.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`),
    '',
    'npm run academy -- <command> --help says more. Settings come from the environment (DATABASE_URL, MEDIA_URL …).',
  ];
}

function helpOf(command: Command): string[] {
  return [
    `usage: ${usageOf(command)}`,
    '',
    command.summary,
    ...(command.help.length > 0 ? ['', ...command.help] : []),
  ];
}

function lineOf(error: unknown): string {
  if (error instanceof Problem) return error.message;
  const line = (error instanceof Error ? error.message : String(error)).split('\n')[0] || 'unknown trouble';
  return isUnavailable(error) ? `The database cannot be reached or takes no writes now: ${line}` : line;
}
