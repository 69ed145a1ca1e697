import { nobodysId, type Standing } from './standing.ts';

/** Who may use which way in. The demo academy was set up, knows no service elsewhere, and nobody is half signed in. */
export const signInStandings: Record<string, Standing> = {
  '/login': { who: 'everyone', sends: { username: 'learner', password: 'wrong-on-purpose' } },
  '/login/forgotten': { who: 'everyone', sends: { username: 'nobody-at-all' } },
  '/login/reset': {
    who: 'everyone',
    leadsAway: true,
    sends: { request: nobodysId, code: '12345678', password: 'quiet-garden-7', again: 'quiet-garden-7' },
  },
  '/login/first': {
    who: 'everyone',
    sends: { username: 'learner', code: 'A2C4F6H8', password: 'quiet-garden-7', again: 'quiet-garden-7' },
  },
  '/login/oidc': { who: 'everyone', sends: { what: 'link' }, nothingHere: true },
  '/login/oidc/callback': { who: 'everyone' },
  '/setup': { who: 'everyone', nothingHere: true },
  '/login/code': { who: 'everyone', sends: { code: '000000' }, leadsAway: true, nothingHere: true },
  '/login/kept': { who: 'signed-in', asksNothing: true, leadsAway: true },
  '/me/session': { who: 'signed-in', asksNothing: true, leadsAway: true },
  '/login/set-up': { who: 'everyone', sends: { offer: '', code: '' }, leadsAway: true, nothingHere: true },
};
