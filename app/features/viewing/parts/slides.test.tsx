import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { Slides, slideAt } from './slides.tsx';

const slides = [
  { fromSeconds: 5, address: '/media/1', alt: '先认门' },
  { fromSeconds: 80, address: '/media/2', alt: '再认人' },
];

it('shows the slide of the moment, the first one before its time', () => {
  expect([0, 5, 79.9, 80, 500].map((seconds) => slideAt(slides, seconds))).toEqual([0, 0, 0, 1, 1]);
});

it('is a list with times before its script is there, and nothing without slides', () => {
  const html = renderToStaticMarkup(<Slides slides={slides} at={0} />);
  expect(html).toContain('href="?t=80"');
  expect(html.match(/<img/g)).toHaveLength(2);
  expect(renderToStaticMarkup(<Slides slides={[]} at={0} />)).toBe('');
});
