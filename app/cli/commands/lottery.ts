import { readFile } from 'node:fs/promises';
import { type Command, Problem } from '#app/cli/command.ts';
import { type LotteryFault, repeatLottery } from '#app/features/rounds/lottery-check.rules.ts';
import { type LotteryFile, lotteryFile } from '#app/features/rounds/lottery-inputs.schema.ts';

const faultLines: Record<LotteryFault, string> = {
  seed: 'The seed is not the one whose SHA-256 was published before the draw.',
  inputs: 'The inputs are not those whose SHA-256 was published before the draw.',
  'result-hash': 'The published list is not the one whose SHA-256 was written down at the draw.',
  list: 'Seed and inputs give another list than the published one.',
};

export const lottery: Command = {
  name: 'lottery',
  summary: 'repeats a published draw and says whether it comes out the same',
  usage: 'FILE',
  help: [
    'FILE is what the page of a round publishes after its draw: /rounds/…/inputs.json.',
    'Prints the list in the order of the draw, then "same as published" or what differs (exit code 1).',
    'Needs no database and no network. A single number can be checked by hand:',
    "  printf '%s' 'SEED|TICKET|1' | sha256sum",
    'With more than one lot the number is the smallest of those for 1, 2 and so on.',
  ],
  options: {},
  takes: 1,
  async run({ positionals, terminal }) {
    const file = await fileAt(positionals[0] ?? '');
    const { lines, faults } = repeatLottery(file);
    for (const { place, ticket, number, admitted } of lines) {
      const seats = admitted.map(({ section, seat }) => `${section} (${seat})`).join(', ') || '-';
      terminal.say(`${String(place).padStart(6)}  ${ticket}  ${number.slice(0, 16)}  ${seats}`);
    }
    for (const fault of faults) terminal.complain(faultLines[fault]);
    terminal.say(
      faults.length === 0
        ? `same as published: ${file.round}, ${lines.length} applicants, result ${file.resultHash}`
        : 'differs from what was published',
    );
    return faults.length === 0 ? 0 : 1;
  },
};

async function fileAt(path: string): Promise<LotteryFile> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Problem(`${path} cannot be read: ${(error as Error).message}`);
  });
  const parsed = lotteryFile.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Problem(`${path} is not the file of a draw: ${issue?.path.join('.')} ${issue?.message}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
