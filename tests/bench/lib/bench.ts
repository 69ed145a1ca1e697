import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';

/** A cell of the result: figures are kept with at most three places. */
export type Row = Record<string, string | number | boolean>;

export type Bench = {
  /** One line: what is measured. */
  about: string;
  /** Flags with their defaults; all are numbers or words. */
  flags: Record<string, string>;
  run(bench: BenchRun): Promise<{ rows: Row[]; [more: string]: unknown }>;
};

export type BenchRun = {
  text(flag: string): string;
  number(flag: string): number;
  /** Says on stderr what is being done. */
  say(line: string): void;
  /** Runs `work` when the bench ends, whatever happened; last in, first out. */
  after(work: () => Promise<unknown>): void;
};

/** Runs one bench: table on stderr, one JSON line on stdout. Resolves to the exit code. */
export async function runBench(name: string, bench: Bench, words: string[]): Promise<number> {
  const options = Object.fromEntries(
    Object.entries(bench.flags).map(([flag, value]) => [flag, { type: 'string', default: value } as const]),
  );
  const always = { help: { type: 'boolean' }, profile: { type: 'string', default: '' } } as const;
  const parsed = parseArgs({ args: words, options: { ...options, ...always } });
  const values: Record<string, string | boolean | undefined> = parsed.values;
  if (values.help) {
    say(
      `${name}: ${bench.about}\n${Object.entries(bench.flags)
        .map(([flag, value]) => `  --${flag} ${value}`)
        .join('\n')}\n  --profile FOLDER  writes a processor profile of the server into it`,
    );
    return 0;
  }
  const endings: (() => Promise<unknown>)[] = [];
  const end = async () => {
    for (const work of endings.splice(0).reverse())
      await work().catch((error: unknown) => say(String(error)));
  };
  const interrupted = () => void end().then(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  const text = (flag: string) => String(values[flag] ?? '');
  try {
    const began = Date.now();
    const result = await bench.run({
      text,
      number: (flag) => Number(text(flag)),
      say,
      after: (work) => void endings.push(work),
    });
    const seconds = Math.round((Date.now() - began) / 1000);
    process.stderr.write(`\n${name}: ${bench.about}\n${table(result.rows)}\n`);
    process.stdout.write(
      `${JSON.stringify({ bench: name, machine: machine(), flags: values, seconds, ...result }, rounded)}\n`,
    );
    return 0;
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await end();
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** What the figures were measured on, in one line. */
export function machine(): string {
  const gib = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${gib} GiB, Node ${process.versions.node}, ${process.platform}`;
}

function table(rows: Row[]): string {
  const heads = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [heads, ...rows.map((row) => heads.map((head) => shown(row[head])))];
  const widths = heads.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  return lines.map((line) => line.map((cell, at) => padded(cell, widths[at] ?? 0, at)).join('  ')).join('\n');
}

const padded = (cell: string, width: number, at: number) =>
  at === 0 ? cell.padEnd(width) : cell.padStart(width);

function shown(value: Row[string] | undefined): string {
  if (typeof value !== 'number') return String(value ?? '');
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : String(rounded('', value));
}

function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toFixed(3)) : value;
}
