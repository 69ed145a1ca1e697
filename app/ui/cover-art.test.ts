import { describe, expect, test } from 'vitest';
import { coverModules } from '#app/ui/gallery/samples.ts';
import { drawCover } from './cover-art.ts';
import { schools } from './tokens.ts';

describe('course covers', () => {
  test.each(coverModules)('%s %s %s stays under 1.5 KB and holds only drawing', (code, school, module) => {
    const drawing = drawCover(school, module, code);
    for (let at = 0; at < 60; at++) {
      expect(drawCover(school, module, `${code}${at}`).length).toBeLessThan(1_500);
    }
    expect(drawing).toMatch(/^(<(path|circle|rect|g)( [\w-]+="[\w#.,() -]*")+\/?>|<\/g>)+$/);
    expect(drawing).not.toMatch(/NaN|undefined/);
  });

  test('the same course looks the same, another one does not', () => {
    expect(drawCover('citizen', '邻里共治', 'SM04')).toBe(drawCover('citizen', '邻里共治', 'SM04'));
    expect(drawCover('citizen', '邻里共治', 'SM04')).not.toBe(drawCover('citizen', '邻里共治', 'SM05'));
  });

  test('a module that nobody has heard of gets a picture too, and cannot write into it', () => {
    for (const school of schools) {
      expect(drawCover(school, '"><script>', '"><script>')).not.toContain('script');
    }
  });
});
