import type { Expectation } from './expectation.ts';
import { rowId as id } from './fill.ts';
import { CODE, OWN_CERTIFICATE } from './many-certificates.ts';

const learner = { as: 'learner' } as const;

/** Certificates for their people and for whoever checks one. */
export const certificatePages: Record<string, Expectation> = {
  '/me/certificates': { ...learner, at: ['/me/certificates'] },
  '/me/certificates/:certificateId/certificate.pdf': {
    ...learner,
    at: [`/me/certificates/${id(OWN_CERTIFICATE)}/certificate.pdf`],
  },
  '/me/certificates/:certificateId/badge.jwt': {
    ...learner,
    at: [`/me/certificates/${id(OWN_CERTIFICATE)}/badge.jwt`],
    // Nobody here can open the keys of the large academy; signing with one that can be opened asks nothing more.
    status: 503,
  },
  '/.well-known/jwks.json': { ...learner, at: ['/.well-known/jwks.json'] },
  '/credentials/issuer': { ...learner, at: ['/credentials/issuer'] },
  '/credentials/keys/:keyId': { ...learner, at: [`/credentials/keys/${id(1)}`] },
  '/credentials/revocations/:year': {
    ...learner,
    at: ['/credentials/revocations/2026'],
    wide: {
      certificate_revocation: 'the list names every one of a year',
      certificate: 'and every one replaced',
    },
  },
  '/verify': { ...learner, at: ['/verify'] },
  '/verify/:code': { ...learner, at: [`/verify/${CODE}`] },
};
