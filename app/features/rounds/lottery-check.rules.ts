/** Repeats a published draw and says whether it comes out as published. Source: fair rounds, "anyone can re-run it with one command". */
import { type Drawn, drawLottery, sha256 } from './lottery.rules.ts';
import {
  canonicalJson,
  type LotteryFile,
  type LotteryInputs,
  type PublishedLine,
  sortedInputs,
} from './lottery-inputs.schema.ts';

/** The hash of inputs, in their one order and one way of writing. */
export function inputsHashOf(inputs: LotteryInputs): string {
  return sha256(canonicalJson(sortedInputs(inputs)));
}

/** What is published of a draw. */
export function publishedLines(drawn: readonly Drawn[]): PublishedLine[] {
  return drawn.map(({ place, ticket, number, outcomes }) => ({
    place,
    ticket,
    number,
    admitted: outcomes.flatMap((each) =>
      each.outcome === 'admitted' ? [{ section: each.section, seat: each.seat }] : [],
    ),
  }));
}

export function resultHashOf(lines: readonly PublishedLine[]): string {
  return sha256(canonicalJson(lines));
}

export type LotteryFault = 'seed' | 'inputs' | 'result-hash' | 'list';

/** The list that the file's own inputs and seed give, and everything in which the file says something else. */
export function repeatLottery(file: LotteryFile): { lines: PublishedLine[]; faults: LotteryFault[] } {
  const lines = publishedLines(drawLottery(file.inputs, file.seed));
  const faults: LotteryFault[] = [];
  if (sha256(file.seed) !== file.seedHash) faults.push('seed');
  if (inputsHashOf(file.inputs) !== file.inputsHash) faults.push('inputs');
  if (resultHashOf(file.results) !== file.resultHash) faults.push('result-hash');
  if (canonicalJson(lines) !== canonicalJson(file.results)) faults.push('list');
  return { lines, faults };
}
