import fc from 'fast-check';
import { expect, it } from 'vitest';
import { deviceOf, deviceWords } from './devices.rules.ts';

const phone =
  'Mozilla/5.0 (Linux; Android 10; ELS-AN00 Build/HUAWEIELS-AN00; wv) AppleWebKit/537.36 (KHTML, like Gecko)';

it.each([
  [`${phone} Version/4.0 Chrome/86.0 Mobile Safari/537.36 MMWEBID/1 MicroMessenger/8.0.42`, '手机 · 微信'],
  [`${phone} Chrome/99.0 Mobile HuaweiBrowser/12.1 Safari/537.36`, '手机 · 华为浏览器'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36',
    '电脑 · Chrome',
  ],
  ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0', '电脑 · Edge'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0', '电脑 · Firefox'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile/15E148 Safari/604.1',
    '手机 · Safari',
  ],
  [
    'Mozilla/5.0 (iPad; CPU OS 16_0 like Mac OS X) AppleWebKit/605.1.15 Version/16.0 Safari/604.1',
    '平板 · Safari',
  ],
  ['Mozilla/5.0 (Linux; Android 12; SM-T870) AppleWebKit/537.36 Chrome/120.0 Safari/537.36', '平板 · Chrome'],
  ['curl/8.0', '程序'],
  ['', '程序'],
])('%s is %s', (userAgent, words) => {
  expect(deviceWords(deviceOf(userAgent))).toBe(words);
});

it('fits its column and keeps nothing of what a browser says, whatever that is', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 2000 }), (told) => {
      const device = deviceOf(told);
      expect(device).toMatch(/^(phone|tablet|computer|program)( [a-z]+)?$/);
      expect(device.length).toBeLessThanOrEqual(32);
    }),
  );
  expect(deviceWords('')).toBe('没有记下的设备');
  expect(deviceWords('toString constructor')).toBe('没有记下的设备');
});
