import { expect, it } from 'vitest';
import { provesSecondStep } from './oidc.rules.ts';

const taken = { amr: ['mfa', 'otp'], acr: ['urn:two-steps'] };

it.each([
  [{ amr: ['pwd', 'mfa'] }, true],
  [{ amr: ['otp'] }, true],
  [{ acr: 'urn:two-steps' }, true],
  [{ amr: ['pwd'], acr: 'urn:two-steps' }, true],
  [{ amr: ['pwd'] }, false],
  [{ acr: 'urn:one-step' }, false],
  [{ amr: 'mfa' }, false],
  [{ acr: ['urn:two-steps'] }, false],
  [{ amr: [['mfa'], { mfa: true }, null] }, false],
  [{ amr: ['MFA'] }, false],
  [{}, false],
])('of %j says whether it proves a second step: %s', (proof, proves) => {
  expect(provesSecondStep(proof, taken)).toBe(proves);
});

it('takes nothing where nothing is named', () => {
  expect(provesSecondStep({ amr: ['mfa'], acr: 'urn:two-steps' }, {})).toBe(false);
  expect(provesSecondStep({ amr: ['mfa'], acr: 'urn:two-steps' }, { amr: [], acr: [] })).toBe(false);
});
