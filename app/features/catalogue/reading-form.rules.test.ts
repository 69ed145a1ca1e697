import { expect, it } from 'vitest';
import { readingForm } from './reading-form.rules.ts';
import { slidesOf } from './slides.rules.ts';

it('drops the title and draws boxes', () => {
  expect(readingForm('# 题目\n\n## 一\n- [ ] 看门\n- [x] 看人\n- 平常\n')).toBe(
    '\n## 一\n- ☐ 看门\n- ☐ 看人\n- 平常\n',
  );
  expect(readingForm('## 一\n# 不是题目')).toBe('## 一\n# 不是题目');
});

it('parts a deck at lines of dashes alone', () => {
  expect(slidesOf('# 一\n\n---\n## 二\n- a---b\n---\n\n---\n')).toEqual(['# 一', '## 二\n- a---b']);
  expect(slidesOf('')).toEqual([]);
});
