import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readSources, type Source } from './sources.ts';

export type Rule = (sources: Source[]) => string[];
export type Files = Record<string, string>;

export const house = readSources(fileURLToPath(new URL('../../..', import.meta.url)));
const built = (files: Files): Source[] => Object.entries(files).map(([path, text]) => ({ path, text }));

/** The house keeps the rule; and the rule notices each of the bad examples and lets the good one pass. */
export function rule(name: string, judge: Rule, examples: { bad: Files[]; good: Files }): void {
  describe(name, () => {
    // The first rule that runs parses the whole house: on a busy machine that takes its time.
    it('holds', { timeout: 90_000 }, () => expect(judge(house)).toEqual([]));
    it.each(examples.bad.map((files) => [Object.keys(files)[0], files] as const))(
      'notices %s',
      (_, files) => {
        expect(judge(built(files))).not.toEqual([]);
      },
    );
    it('lets a good example pass', () => expect(judge(built(examples.good))).toEqual([]));
  });
}
