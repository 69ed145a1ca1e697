import { expect, it } from 'vitest';
import { passwordProblem } from './passwords.rules.ts';

const owner = { username: 'wenruyu', name: '温如玉' };

it.each([
  'fangxing-2026',
  'Gui7hua8',
  'quiet-garden-7',
  '桂花开在八月里秋风吹过来',
  'one long and quiet sentence',
])('%s is good', (password) => {
  expect(passwordProblem(password, owner)).toBeNull();
});

it.each([
  ['Ab3-xyz', '至少'],
  ['x'.repeat(129), '最多'],
  ['WenRuYu-77', '用户名'],
  ['温如玉的密码是它啊', '名字'],
  ['Password1', '常见'],
  ['P@ssw0rd!', '常见'],
  ['Qwerty123', '常见'],
  ['12345678', '常见'],
  ['123456789abc', '常见'],
  ['87654321', '常见'],
  ['aaaaaaaaaaaaaaa', '常见'],
  ['Woaini1314', '常见'],
  ['Zhangwei-1985', '常见'],
  ['Wangge!2026', '常见'],
  ['5845201314', '常见'],
  ['Hefei@2026', '常见'],
  ['guihuakai', '三种'],
  ['桂花开在八月里', '至少'],
])('%s is refused: %s', (password, word) => {
  expect(passwordProblem(password, owner)).toContain(word);
});
