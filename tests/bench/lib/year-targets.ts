import type { BenchRun, Row } from './bench.ts';
import type { Look } from './beside.ts';

/** An aim, what was seen, and whether it is met. */
export interface Target {
  aim: string;
  seen: number;
  met: boolean;
}

/** Of one number of people: the aims of the year's speed, each said on stderr as it is judged. */
export function targetsOf(run: BenchRun, row: Row, looks: readonly Look[]): Target[] {
  const size = `${row.engine}, ${Number(row.people).toLocaleString('en')} people`;
  const below = (aim: string, column: string, most: number) =>
    judged(run, `${size}: ${aim} < ${most}`, Number(row[column]), (seen) => seen < most);
  const idle = new Map(looks.filter((look) => look.while === 'idle').map((look) => [look.page, look.p99]));
  const waiting = looks
    .filter((look) => look.while !== 'idle' && look.looks > 0)
    .map(({ page, p99, ...look }) => {
      const most = Math.max(100, 3 * (idle.get(page) ?? 0));
      const aim = `${size}: ${page} p99 ms beside ${look.while} < ${Math.round(most)}`;
      return judged(run, aim, p99, (seen) => seen < most);
    });
  return [
    below('one statement ms', 'statement p50 ms', 50),
    below('scope overview ms', 'scope p50 ms', 300),
    below('closing s', 'close s', 60),
    below('Excel s', 'Excel s', 20),
    below('Excel, MB of the server in all', 'Excel, MB at most', 300),
    below('the same, just started', 'the same, server just started', 300),
    below('wrong answers', 'wrong', 1),
    ...waiting,
  ];
}

const CLOSING = 'close s, processor';

/** Between the smallest and the largest number of people one person costs the same; a third is the noise of a shared machine. */
export function flatness(run: BenchRun, rows: readonly Row[]): Target[] {
  const ordered = [...rows].sort((one, other) => Number(one.people) - Number(other.people));
  const [least, most] = [ordered[0], ordered.at(-1)];
  if (!least || !most || least === most) return [];
  const each = (row: Row, column: string) => Number(row[column]) / Number(row.people);
  const sizes = `${least.people} and ${most.people} people`;
  return [
    judged(
      run,
      `closing one person, ${sizes}: ratio < 1.3`,
      each(most, CLOSING) / each(least, CLOSING),
      (seen) => seen < 1.3,
    ),
    judged(
      run,
      `one statement, ${sizes}: ratio < 1.3`,
      Number(most['statement p50 ms']) / Number(least['statement p50 ms']),
      (seen) => seen < 1.3,
    ),
  ];
}

function judged(run: BenchRun, aim: string, seen: number, isMet: (seen: number) => boolean): Target {
  const met = isMet(seen);
  run.say(`${met ? 'met   ' : 'MISSED'}  ${aim}: ${seen.toFixed(seen < 10 ? 2 : 0)}`);
  return { aim, seen, met };
}
