import { expect, it } from 'vitest';
import { namePinyin, readNameSearch } from './names.rules.ts';

it.each([
  ['张三', 'zhangsan zs'],
  ['曾晓雨', 'zengxiaoyu zxy'],
  ['吕梁', 'lvliang ll'],
  ['Anna 李', 'annali annal'],
])('%s is found as %s', (name, wanted) => {
  expect(namePinyin(name)).toBe(wanted);
});

it('has a beginning for every beginning of a name', () => {
  expect(namePinyin('重庆生').startsWith(namePinyin('重').split(' ')[0] ?? '?')).toBe(true);
});

it.each([
  ['  ', { kind: 'everyone' }],
  ['Zhang San', { kind: 'letters', letters: 'zhangsan' }],
  ['张 三%', { kind: 'characters', characters: '张三', letters: 'zhangsan' }],
  ['？！', { kind: 'nobody' }],
])('reads %s', (q, wanted) => {
  expect(readNameSearch(q)).toEqual(wanted);
});
