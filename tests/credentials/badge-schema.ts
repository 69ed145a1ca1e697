import { Ajv2019 } from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';

/**
 * What a signed Open Badge must have, in our own words, after the tables of "Open Badges Specification 3.0" (1EdTech, sections on
 * AchievementCredential, AchievementSubject, Achievement, Profile and the JSON Web Token proof format). The official schema file is not
 * ours to copy.
 */
const uri = { type: 'string', format: 'uri' };
const time = { type: 'string', format: 'date-time' };
const text = { type: 'string', minLength: 1 };
const types = (one: string) => ({ type: 'array', items: { type: 'string' }, contains: { const: one } });

const profile = {
  type: 'object',
  required: ['id', 'type'],
  properties: { id: uri, type: types('Profile'), name: text, url: uri },
};

const achievement = {
  type: 'object',
  required: ['id', 'type', 'criteria', 'description', 'name'],
  properties: {
    id: uri,
    type: types('Achievement'),
    achievementType: { enum: ['Course', 'Certificate', 'Award', 'Badge'] },
    creator: profile,
    creditsAvailable: { type: 'number', minimum: 0 },
    criteria: { type: 'object', anyOf: [{ required: ['id'] }, { required: ['narrative'] }] },
    description: text,
    humanCode: text,
    name: text,
    inLanguage: { type: 'string', pattern: '^[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$' },
    version: text,
  },
  additionalProperties: false,
};

const identity = {
  type: 'object',
  required: ['type', 'hashed', 'identityHash', 'identityType'],
  properties: {
    type: { const: 'IdentityObject' },
    hashed: { type: 'boolean' },
    identityHash: text,
    identityType: { enum: ['name', 'emailAddress', 'sourcedId', 'systemId'] },
    salt: text,
  },
  additionalProperties: false,
};

const subject = {
  type: 'object',
  required: ['type', 'achievement'],
  anyOf: [{ required: ['id'] }, { required: ['identifier'] }],
  properties: {
    id: uri,
    type: types('AchievementSubject'),
    activityStartDate: time,
    activityEndDate: time,
    creditsEarned: { type: 'number', minimum: 0 },
    achievement,
    identifier: { type: 'array', items: identity, minItems: 1 },
    licenseNumber: text,
    term: text,
  },
  additionalProperties: false,
};

const schema = {
  type: 'object',
  required: [
    '@context',
    'id',
    'type',
    'credentialSubject',
    'issuer',
    'validFrom',
    'iss',
    'jti',
    'nbf',
    'sub',
  ],
  properties: {
    '@context': {
      type: 'array',
      minItems: 2,
      items: [
        { const: 'https://www.w3.org/ns/credentials/v2' },
        {
          type: 'string',
          pattern: '^https://purl\\.imsglobal\\.org/spec/ob/v3p0/context-3\\.\\d+\\.\\d+\\.json$',
        },
      ],
    },
    id: uri,
    type: {
      allOf: [types('VerifiableCredential')],
      anyOf: [types('OpenBadgeCredential'), types('AchievementCredential')],
    },
    name: text,
    issuer: profile,
    validFrom: time,
    awardedDate: time,
    credentialSubject: subject,
    credentialStatus: { type: 'object', required: ['id', 'type'], properties: { id: uri, type: text } },
    iss: uri,
    jti: uri,
    nbf: { type: 'integer' },
    sub: uri,
  },
  additionalProperties: false,
};

const ajv = new Ajv2019({ allErrors: true, strict: false });
addFormats.default(ajv);
const validate = ajv.compile(schema);

/** What is wrong with the payload of a badge; nothing when it is as the specification asks, its claims and its content agreeing. */
export function isOpenBadge(payload: unknown): string[] {
  if (!validate(payload))
    return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
  const { iss, issuer, jti, id, sub, credentialSubject, nbf, validFrom } = payload as unknown as {
    [name: string]: string;
  } & { issuer: { id: string }; credentialSubject: { id: string }; nbf: number };
  const agree: [string, boolean][] = [
    ['iss is the issuer', iss === issuer.id],
    ['jti is the id', jti === id],
    ['sub is the subject', sub === credentialSubject.id],
    ['nbf is validFrom', nbf * 1000 === Date.parse(validFrom ?? '')],
  ];
  return agree.filter(([, holds]) => !holds).map(([what]) => what);
}
