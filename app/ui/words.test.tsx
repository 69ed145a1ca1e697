import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { ErrorSummary } from './error-summary.tsx';
import { rangeWords } from './pagination.tsx';
import { CategoryProgress } from './progress.tsx';
import { Score } from './score.tsx';
import { seatWords } from './seat-bar.tsx';
import { TextField } from './text-field.tsx';
import { useSpoken, ViewProvider, You } from './view.tsx';

const text = (html: string) => html.replace(/<[^>]+>/g, '');

test('a score is shown with its number and date, and not below five answers', () => {
  const shown = renderToStaticMarkup(<Score value={92} count={37} updatedAt="11月22日" />);
  expect(text(shown)).toBe('92 分 · 37 人评 · 更新于 11月22日');
  const hidden = renderToStaticMarkup(<Score value={92} count={4} />);
  expect(text(hidden)).toBe('评价不足 5 份，暂不显示');
});

test('seats in words', () => {
  expect(seatWords(8, 30)).toBe('还有 8 个名额 · 共 30 个');
  expect(seatWords(0, 30, 3)).toBe('已满 · 3 人候补');
});

test('a list says which part of how many it shows', () => {
  expect(rangeWords({ page: 1, pageSize: 20, total: 64 })).toBe('第 1–20 条，共 64 条');
  expect(rangeWords({ page: 4, pageSize: 20, total: 64 })).toBe('第 61–64 条，共 64 条');
  expect(rangeWords({ page: 1, pageSize: 20, total: 3, unit: '门课' })).toBe('共 3 门课');
});

test('credits carry no trailing zeros and no rounding dust', () => {
  const html = renderToStaticMarkup(
    <CategoryProgress
      total={16}
      parts={[
        { label: '必修', earned: 0.1 },
        { label: '选修', earned: 0.2 },
      ]}
    />,
  );
  expect(text(html)).toContain('还差 15.7 学分');
});

test('the error summary leads to the field, and the field names its error', () => {
  const summary = renderToStaticMarkup(<ErrorSummary errors={[{ field: 'phone', message: '少了一位。' }]} />);
  expect(summary).toContain('href="#phone"');
  const field = renderToStaticMarkup(
    <TextField name="phone" label="手机号" hint="11 位" error="少了一位。" />,
  );
  expect(field).toContain('id="phone"');
  expect(field).toContain('aria-describedby="phone-hint phone-error"');
  expect(field).toContain('aria-invalid="true"');
  expect(renderToStaticMarkup(<ErrorSummary errors={[]} />)).toBe('');
});

test('你 in the standard view, 您 in 长辈版', () => {
  const spoken = (view: 'standard' | 'elder') =>
    renderToStaticMarkup(
      <ViewProvider view={view}>
        <You />
      </ViewProvider>,
    );
  expect([spoken('standard'), spoken('elder')]).toEqual(['你', '您']);
});

test('words that the server keeps with 你 are spoken with 您 in 长辈版', () => {
  function Told() {
    return useSpoken()('已计入你的学分流水。');
  }
  const told = renderToStaticMarkup(
    <ViewProvider view="elder">
      <Told />
    </ViewProvider>,
  );
  expect(told).toBe('已计入您的学分流水。');
});
