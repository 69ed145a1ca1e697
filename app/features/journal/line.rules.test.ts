import { describe, expect, it } from 'vitest';
import { newId } from '#app/lib/id.ts';
import { networkOf, sealableAfter } from './line.rules.ts';

describe('the network of an address', () => {
  it('is never the whole address', () => {
    expect(networkOf('203.0.113.77')).toBe('203.0.113.0/24');
    expect(networkOf('2001:0db8:0001:2::9')).toBe('2001:db8:1::/48');
    expect(networkOf('::1')).toBe('0:0:0::/48');
    expect(networkOf('2001:db8::5')).toBe('2001:db8:0::/48');
    expect(networkOf('')).toBe('');
    expect(networkOf('unknown<script>')).toBe('');
  });
});

describe('what may still wait for its seal', () => {
  it('is everything before there is a seal, then what is an hour older at most', () => {
    expect(sealableAfter(null)).toBe('');
    const id = newId();
    expect(sealableAfter(id) < id).toBe(true);
    expect(sealableAfter('0199b6f0-0000-7000-8000-000000000000')).toBe('0199b6b9-1180');
  });
});
