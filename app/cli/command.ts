import { existsSync } from 'node:fs';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { Env } from '#app/lib/env.ts';
import { closeDatabase, openDatabase } from '#db/connect.server.ts';
import type { Db } from '#db/database.ts';
import { type Engine, engineOf } from '#db/dialect.server.ts';
import { pendingMigrations } from '#db/migrate.server.ts';

/** Where a command speaks and listens. Tests give their own. */
export interface Terminal {
  say(line: string): void;
  complain(line: string): void;
  /** One line typed without echo, or the whole of stdin when it is not a terminal. */
  secret(question: string): Promise<string>;
}

export interface Invocation {
  values: Record<string, string | boolean | (string | boolean)[] | undefined>;
  positionals: readonly string[];
  env: Env;
  terminal: Terminal;
  now: () => Date;
}

/** One command of the operator's tool. `run` returns the exit code; nothing means 0. */
export interface Command {
  name: string;
  summary: string;
  /** What follows the name: `FILE`, `--username NAME`. */
  usage: string;
  /** One line for each option, shown by --help. */
  help: readonly string[];
  options: NonNullable<ParseArgsConfig['options']>;
  /** How many positionals it takes. */
  takes: number;
  run(invocation: Invocation): Promise<number | undefined>;
}

/** What stands in the way, in one line for the operator. `exitCode` 2 when the command line itself is wrong. */
export class Problem extends Error {
  constructor(
    line: string,
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(line);
  }
}

/** Reads a command's own words. Throws a `Problem` with exit code 2 when they do not fit. */
export function readWords(
  command: Command,
  words: readonly string[],
): Pick<Invocation, 'values' | 'positionals'> {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: { ...command.options, help: { type: 'boolean' } },
      allowPositionals: true,
      strict: true,
    });
    if (!values.help && positionals.length !== command.takes) throw new Error(`usage: ${usageOf(command)}`);
    return { values, positionals };
  } catch (error) {
    const line = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new Problem(`${command.name}: ${line} (see academy ${command.name} --help)`, 2);
  }
}

export function usageOf({ name, usage }: Command): string {
  return `academy ${name}${usage ? ` ${usage}` : ''}`;
}

/** A whole number of an option, or `fallback` when it was not given. */
export function numberOf(
  { values }: Pick<Invocation, 'values'>,
  option: string,
  { fallback, least, most }: { fallback: number; least: number; most: number },
): number {
  const given = values[option];
  if (given === undefined) return fallback;
  const number = Number(given);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new Problem(`--${option} must be a whole number from ${least} to ${most}, not ${String(given)}.`, 2);
}

/** Opens the database of DATABASE_URL for `work` and closes it again. */
export async function withDatabase<T>(
  env: Env,
  work: (db: Db, engine: Engine) => Promise<T>,
  { migrated = true }: { migrated?: boolean } = {},
): Promise<T> {
  const engine = engineOf(env.DATABASE_URL);
  // Opening would make an empty one.
  if (migrated && engine === 'embedded' && !existsSync(env.DATABASE_URL.slice('file:'.length)))
    throw new Problem(`There is no database ${env.DATABASE_URL} yet: run npm run academy -- migrate first.`);
  const db = await openDatabase(env.DATABASE_URL);
  try {
    if (migrated && (await pendingMigrations(db, engine)).length > 0) {
      throw new Problem('The database is not up to date: run npm run academy -- migrate first.');
    }
    return await work(db, engine);
  } finally {
    await closeDatabase(db);
  }
}
