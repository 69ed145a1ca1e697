import { describe, expect, it } from 'vitest';
import { JsonFault, placedJson } from './json-places.ts';

const text = `{
  "a": 1,
  "b": [
    { "c": "x\\n\\u4e2d" },
    {
      "c": -1.5e3, "d": null }
  ],
  "e": {}, "f": []
}
`;

function faultOf(broken: string): string {
  try {
    placedJson(broken);
  } catch (error) {
    if (error instanceof JsonFault) return `${error.line}: ${error.message}`;
    throw error;
  }
  return 'none';
}

describe('the places of a JSON text', () => {
  it('are the lines on which its parts begin', () => {
    const { value, lineOf } = placedJson(text);
    expect(value).toEqual(JSON.parse(text));
    const lines = [[], ['a'], ['b'], ['b', 0, 'c'], ['b', 1], ['b', 1, 'c'], ['b', 1, 'd'], ['e'], ['f']];
    expect(lines.map(lineOf)).toEqual([1, 2, 3, 4, 5, 6, 6, 8, 8]);
  });

  it('are those of what is around it for what is missing', () => {
    const { lineOf } = placedJson(text);
    expect(lineOf(['b', 1, 'nothing', 'deep'])).toBe(5);
    expect(lineOf(['b', 7])).toBe(3);
    expect(lineOf(['z'])).toBe(1);
  });

  it('say where a text is no JSON', () => {
    expect(faultOf('{\n "a": 1,\n}')).toBe('3: 这里应当是一个带双引号的键');
    expect(faultOf('{\n "a" 1 }')).toBe('2: “a”后面少了冒号');
    expect(faultOf('{\n "a": 1\n "b": 2 }')).toBe('3: 这里应当是逗号或者右花括号');
    expect(faultOf('[1,\n 2\n')).toBe('3: 这里应当是逗号或者右方括号');
    expect(faultOf('{ "a": "open\n }')).toBe('1: 这里不是一个完整的值');
    expect(faultOf('{ "a": 01 }')).toBe('1: 这里应当是逗号或者右花括号');
    expect(faultOf('{}\n\nx')).toBe('3: 后面还有多出来的内容');
    expect(faultOf('')).toBe('1: 这里不是一个完整的值');
    expect(faultOf('['.repeat(10_000))).toBe('1: 套得太深');
  });

  it('refuse a key that stands there twice, where others take the last one in silence', () => {
    expect(faultOf('{ "a": 1,\n "a": 2 }')).toBe('2: “a”在同一个括号里写了两次');
  });
});
