import { describe, expect, it } from 'vitest';
import { drawLottery, sha256 } from './lottery.rules.ts';
import { inputsHashOf, publishedLines, repeatLottery, resultHashOf } from './lottery-check.rules.ts';
import { ALGORITHM, canonicalJson, type LotteryInputs, sortedInputs } from './lottery-inputs.schema.ts';

const seed = sha256('a seed');
const four: LotteryInputs = {
  algorithm: ALGORITHM,
  mostPlaces: 1,
  sections: [{ code: 'S1', course: 'C1', seats: 2, reserved: [] }],
  clashes: [],
  applicants: ['2222AAAA', '2222CCCC', '2222DDDD', '2222EEEE'].map((ticket) => ({
    ticket,
    lots: 1,
    places: 1,
    choices: ['S1'],
    groups: [],
  })),
};

describe('a published draw', () => {
  const fileOf = (inputs: LotteryInputs) => {
    const results = publishedLines(drawLottery(inputs, seed));
    return {
      round: '春季预选',
      algorithm: ALGORITHM as typeof ALGORITHM,
      seedHash: sha256(seed),
      seed,
      inputsHash: inputsHashOf(inputs),
      resultHash: resultHashOf(results),
      inputs: sortedInputs(inputs),
      results,
    };
  };

  it('repeats as published, and tells what was changed', () => {
    const file = fileOf(four);
    expect(repeatLottery(file).faults).toEqual([]);
    const [first, second, ...others] = file.results;
    const swapped = [second, first, ...others].flatMap((line) => (line ? [line] : []));
    expect(repeatLottery({ ...file, results: swapped }).faults).toEqual(['result-hash', 'list']);
    expect(repeatLottery({ ...file, seed: sha256('another') }).faults).toEqual(['seed', 'list']);
    const applicants = file.inputs.applicants.map((each, n) => (n === 0 ? { ...each, lots: 3 } : each));
    expect(repeatLottery({ ...file, inputs: { ...file.inputs, applicants } }).faults).toContain('inputs');
  });

  it('is written in one way only', () => {
    expect(canonicalJson({ b: [2, { d: null, c: 'é班' }], a: 1 })).toBe(
      '{"a":1,"b":[2,{"c":"é班","d":null}]}',
    );
  });
});
