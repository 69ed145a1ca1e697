import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type ColourName, palettes, shapePairs, textPairs } from './tokens.ts';

const css = readFileSync(new URL('../styles/tokens.css', import.meta.url), 'utf8');

function luminance(hex: string) {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string) {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function cssColours(selector: string) {
  const block = css.slice(css.indexOf(`${selector} {`)).split('}')[0] ?? '';
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-fA-F]{6})/g)].map(([, name = '', value = '']) => [
      name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
      value.toUpperCase(),
    ]),
  );
}

describe.each([
  ['standard', ':root', 4.5],
  ['elder', "[data-view='elder']", 7],
] as const)('%s view', (view, selector, textMinimum) => {
  const palette = palettes[view];

  test('tokens.css carries the same colours', () => {
    expect(cssColours(selector)).toEqual(palette);
  });

  const below = (pairs: readonly (readonly [ColourName, ColourName])[], minimum: number) =>
    pairs
      .map(([front, ground]) => ({
        pair: `${front} on ${ground}`,
        ratio: contrast(palette[front], palette[ground]),
      }))
      .filter(({ ratio }) => ratio < minimum);

  test(`text reaches ${textMinimum}:1`, () => {
    expect(below(textPairs, textMinimum)).toEqual([]);
  });

  test('control edges, bars and the focus ring reach 3:1', () => {
    expect(below(shapePairs, 3)).toEqual([]);
  });
});
