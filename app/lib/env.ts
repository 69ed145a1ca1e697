import { z } from 'zod';
import { readBucketUrl } from '#app/lib/bucket-url.ts';
import { nearestName } from '#app/lib/nearest-name.ts';
import { signsTokens } from '#app/lib/signing-key.ts';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const text = z.string().min(1);
const someWords = z
  .string()
  .regex(/^\s*[\x21-\x7e]+(\s+[\x21-\x7e]+)*\s*$/)
  .transform((value) => value.trim().split(/\s+/));
const webAddress = z.url({ protocol: /^https?$/ });

const variables = {
  HOST: text.default('127.0.0.1'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .pipe(z.number().max(65_535))
    .default(3000),
  PUBLIC_URL: webAddress
    .transform((value) => new URL(value))
    .refine(isBareOrigin, 'has a path, a query or a user')
    .optional(),
  DATABASE_URL: z
    .string()
    .regex(/^[a-z]+:.+/)
    .default('file:./data/academy.db'),
  DATA_DIR: text.default('./data'),
  MEDIA_URL: z
    .string()
    .refine((value) => /^file:.+/.test(value) || readBucketUrl(value) !== null, 'names no store')
    .default('file:./data/media'),
  AWS_ACCESS_KEY_ID: text.optional(),
  AWS_SECRET_ACCESS_KEY: text.optional(),
  AWS_SESSION_TOKEN: text.optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\/.+/)
    .optional(),
  MUX_TOKEN_ID: text.optional(),
  MUX_TOKEN_SECRET: text.optional(),
  MUX_SIGNING_KEY_ID: text.optional(),
  // PEM, or base64 of it as Mux hands it out.
  MUX_SIGNING_PRIVATE_KEY: z.string().refine(signsTokens, 'signs nothing').optional(),
  MUX_WEBHOOK_SECRET: text.optional(),
  // From `academy mux restrict`: films play on the pages of this academy alone.
  MUX_PLAYBACK_RESTRICTION_ID: text.optional(),
  // Only for tests: where the Mux API answers instead of at Mux.
  MUX_BASE_URL: webAddress.optional(),
  MUX_DATA_ENV_KEY: z
    .string()
    .regex(/^[a-z0-9]{10,64}$/i)
    .optional(),
  OIDC_ISSUER: webAddress.optional(),
  OIDC_CLIENT_ID: text.optional(),
  OIDC_CLIENT_SECRET: text.optional(),
  // Which proof given there counts as the second step (RFC 8176 methods, classes of OpenID Connect); without them none does.
  OIDC_SECOND_STEP_AMR: someWords.optional(),
  OIDC_SECOND_STEP_ACR: someWords.optional(),
  ACADEMY_TZ: z.string().refine(isTimeZone, 'is not a time zone').default('Asia/Shanghai'),
  LOG_LEVEL: z.enum(logLevels).default('info'),
  // Closes the keys that sign badges; without it a file in DATA_DIR does. The same on every machine of one academy.
  CREDENTIALS_SECRET: z.string().min(32, 'is shorter than 32 characters').optional(),
  // What closes phone numbers and e-mail addresses, the newest first; without them files in DATA_DIR do. The same on every machine.
  FIELD_KEYS: z
    .string()
    .refine((value) => value.split(',').every((key) => key.length >= 32), 'a key is too short')
    .optional(),
  FIELD_INDEX_KEY: z.string().min(32, 'is shorter than 32 characters').optional(),
  // Ways to people outside: without them messages are written into the log, and only a demo shows what they say.
  MAIL_URL: z
    .string()
    .regex(/^smtps?:\/\/.+/)
    .refine((value) => URL.canParse(value), 'is no address')
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^<>@\r\n]*<?[^\s<>@]+@[^\s<>@]+>?$/)
    .optional(),
  SMS_URL: webAddress.optional(),
  SMS_TOKEN: z.string().min(16, 'is shorter than 16 characters').optional(),
  METRICS_TOKEN: z.string().min(16, 'is shorter than 16 characters').optional(),
};

/** What a right value looks like, said when a value is wrong. Secrets are never repeated. */
const examples: Partial<Record<keyof typeof variables, string>> = {
  PORT: 'a number from 0 to 65535, as in 3000',
  PUBLIC_URL: 'the address that people type, as in https://college.example.cn',
  DATABASE_URL: 'an address such as file:./data/academy.db',
  MEDIA_URL:
    'file:./data/media or s3://bucket?endpoint=https://… (and region, prefix, style=path|host; keys never belong in it)',
  REDIS_URL: 'redis://host:6379',
  MUX_SIGNING_PRIVATE_KEY:
    'the whole private key (RSA, 2048 bits or more) as Mux hands it out, base64 or PEM; this one signs nothing',
  MUX_BASE_URL: 'an address, and only in tests',
  MUX_DATA_ENV_KEY: 'the environment key, letters and figures only',
  OIDC_ISSUER: 'https://sign-in.example.cn',
  OIDC_SECOND_STEP_AMR: 'words with blanks between them, as in mfa otp hwk',
  OIDC_SECOND_STEP_ACR: 'words with blanks between them, as in urn:example:two-steps',
  ACADEMY_TZ: 'a time zone such as Asia/Shanghai',
  LOG_LEVEL: `one of ${logLevels.join(' ')}`,
  CREDENTIALS_SECRET: '32 characters or more',
  FIELD_KEYS: 'keys of 32 characters or more with a comma between them, the newest first',
  FIELD_INDEX_KEY: '32 characters or more',
  MAIL_URL: 'smtp://user:password@host:587 or smtps://user:password@host:465',
  MAIL_FROM: 'an e-mail address, as in 社区学院 <academy@example.cn>',
  SMS_URL: 'the address of the gateway, as in https://sms.example.cn/send',
  SMS_TOKEN: '16 characters or more, the same that the gateway has',
  METRICS_TOKEN: '16 characters or more',
};

const together = [
  ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
  ['MUX_TOKEN_ID', 'MUX_TOKEN_SECRET'],
  ['MUX_SIGNING_KEY_ID', 'MUX_SIGNING_PRIVATE_KEY'],
  ['FIELD_KEYS', 'FIELD_INDEX_KEY'],
  ['MAIL_URL', 'MAIL_FROM'],
  ['SMS_URL', 'SMS_TOKEN'],
  ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
] as const;

const schema = z.object(variables);

/** The settings of this process, under the names that operators know. `PUBLIC_URL` is a URL without path. */
export type Env = z.output<typeof schema>;
export type EnvReading = { ok: true; env: Env } | { ok: false; problem: string };

/** Reads and checks the environment. Empty values count as unset; `problem` is one line for the operator. */
export function readEnv(source: Record<string, string | undefined>): EnvReading {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ''),
  );
  const stranger = Object.keys(given)
    .map(strangerProblem)
    .find((problem) => problem !== undefined);
  if (stranger) return { ok: false, problem: stranger };
  const parsed = schema.safeParse(given);
  if (!parsed.success) return { ok: false, problem: valueProblem(parsed.error) };
  for (const names of together) {
    const missing = names.filter((name) => !given[name]);
    if (missing.length > 0 && missing.length < names.length) {
      return {
        ok: false,
        problem: `${missing.join(' and ')} must be set too: ${names.join(', ')} only work together.`,
      };
    }
  }
  const problem = bucketProblem(parsed.data);
  return problem ? { ok: false, problem } : { ok: true, env: parsed.data };
}

/** A bucket without keys cannot be opened. */
function bucketProblem(env: Env): string | undefined {
  return env.MEDIA_URL.startsWith('s3:') && !env.AWS_ACCESS_KEY_ID
    ? 'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be set too: MEDIA_URL names a bucket.'
    : undefined;
}

function strangerProblem(name: string): string | undefined {
  const known = Object.keys(variables);
  if (known.includes(name)) return undefined;
  const near = nearestName(name, known);
  if (!/^(MUX|OIDC|ACADEMY|FIELD|SMS)_/.test(name) && !near) return undefined;
  return `The environment variable ${name} is unknown${near ? `; did you mean ${near}?` : '.'}`;
}

function valueProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  const name = String(issue?.path[0] ?? '') as keyof typeof variables;
  const expected = examples[name];
  return `The environment variable ${name} cannot be used${expected ? `: expected ${expected}` : ''}.`;
}

function isBareOrigin(url: URL): boolean {
  return url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
