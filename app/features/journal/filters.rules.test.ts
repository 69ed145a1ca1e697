import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newId } from '#app/lib/id.ts';
import { keptFilters } from './filters.rules.ts';
import { holdsWords } from './words.rules.ts';

const id = newId();

it('keeps ids, codes and numbers of what a list was narrowed by, and of what was typed that it was', () => {
  const fields = {
    q: '张三',
    who: 'zhangsan',
    concerns: '张三',
    section: id,
    state: 'waiting',
    page: '2',
    before: '',
  };
  expect(keptFilters(Object.entries(fields))).toEqual({
    ...{ q: 'typed', who: 'typed', concerns: 'typed', section: id, state: 'waiting', page: '2' },
  });
  expect(
    keptFilters(Object.entries({ unit: '幸福里', state: '张三', page: '13800000000', 张三: '1' })),
  ).toEqual({
    ...{ unit: 'typed', state: 'typed', page: 'typed', other: 'typed' },
  });
});

it('keeps no words, whatever is in the address', () => {
  const field = fc.tuple(
    fc.oneof(fc.constantFrom('q', 'state', 'page'), fc.string({ unit: 'grapheme' })),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(field), (fields) => {
      expect(holdsWords(JSON.stringify({ filters: keptFilters(fields) }))).toBe(false);
    }),
  );
});
