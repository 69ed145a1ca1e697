import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readBucketUrl } from '#app/lib/bucket-url.ts';
import { readEnv } from '#app/lib/env.ts';

const problemOf = (settings: Record<string, string>) => {
  const reading = readEnv(settings);
  return reading.ok ? undefined : reading.problem;
};

describe('the environment', () => {
  it('needs nothing', () => {
    expect(readEnv({ PATH: '/bin', HOME: '/root', MUX_TOKEN_ID: '' })).toMatchObject({
      ok: true,
      env: {
        HOST: '127.0.0.1',
        PORT: 3000,
        DATABASE_URL: 'file:./data/academy.db',
        MEDIA_URL: 'file:./data/media',
        ACADEMY_TZ: 'Asia/Shanghai',
        LOG_LEVEL: 'info',
      },
    });
  });

  it.each([
    ['PORT', '3000x'],
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['PUBLIC_URL', 'college.example.cn'],
    ['PUBLIC_URL', 'https://college.example.cn/path'],
    ['PUBLIC_URL', 'ftp://college.example.cn'],
    ['DATABASE_URL', 'academy.db'],
    ['MEDIA_URL', 's3://bucket'],
    ['MEDIA_URL', 's3://bucket?endpoint=minio:9000'],
    ['MEDIA_URL', 's3://bucket?endpoint=https://oss.example/path'],
    ['MEDIA_URL', 's3://bucket/folder?endpoint=https://oss.example'],
    ['MEDIA_URL', 's3://bucket?endpoint=https://oss.example&prefix=../up'],
    ['MEDIA_URL', 's3://bucket?endpoint=https://oss.example&style=odd'],
    ['REDIS_URL', 'localhost:6379'],
    ['MUX_DATA_ENV_KEY', 'a b'],
    ['OIDC_ISSUER', 'sign-in'],
    ['OIDC_SECOND_STEP_AMR', '两步'],
    ['OIDC_SECOND_STEP_ACR', ' '],
    ['ACADEMY_TZ', 'Asia/Hefei'],
    ['FIELD_KEYS', 'too-short,also-too-short'],
    ['MAIL_URL', 'http://mail.example.cn'],
    ['MAIL_FROM', 'nobody'],
    ['SMS_URL', 'sms.example.cn'],
    ['SMS_TOKEN', 'short'],
    ['LOG_LEVEL', 'loud'],
    ['METRICS_TOKEN', 'short'],
  ])('says in one line what is wrong with %s=%s', (name, value) => {
    const problem = problemOf({ [name]: value });
    expect(problem).toContain(name);
    expect(problem).not.toContain('\n');
  });

  it('never repeats a secret', () => {
    expect(problemOf({ METRICS_TOKEN: 'hush-hush' })).not.toContain('hush');
    for (const media of [
      's3://key:hush@bucket?endpoint=https://oss.example',
      's3://bucket?endpoint=https://oss.example&secret=hush',
      's3://bucket?endpoint=https://key:hush@oss.example',
    ]) {
      expect(problemOf({ MEDIA_URL: media })).toContain('MEDIA_URL cannot be used');
      expect(problemOf({ MEDIA_URL: media })).not.toContain('hush');
    }
  });

  it('takes a signing key that signs, and no other', () => {
    const pem = (bits: number) =>
      generateKeyPairSync('rsa', { modulusLength: bits }).privateKey.export({ type: 'pkcs1', format: 'pem' });
    const base64 = (key: string) => Buffer.from(key).toString('base64');
    const right = String(pem(2048));
    const { privateKey: curve } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const [from, to] = [right.length / 2, right.length / 2 + 40];
    const wrong = [
      right.slice(0, 700),
      right.slice(0, from) + right.slice(to),
      String(pem(1024)),
      String(curve.export({ type: 'pkcs8', format: 'pem' })),
      '-----BEGIN RSA PRIVATE KEY-----',
    ];
    const problem = (key: string) =>
      problemOf({ MUX_SIGNING_KEY_ID: 'key-1', MUX_SIGNING_PRIVATE_KEY: key }) ?? '';
    expect([problem(right), problem(base64(right))]).toEqual(['', '']);
    for (const key of [...wrong, ...wrong.map(base64)]) {
      expect(problem(key)).toContain(
        'MUX_SIGNING_PRIVATE_KEY cannot be used: expected the whole private key',
      );
      expect(problem(key)).not.toMatch(/\n|BEGIN|MII/);
    }
  });

  it.each([
    ['ACADEMY_TIMEZONE', undefined],
    ['MUX_TOKEN_SECRT', 'MUX_TOKEN_SECRET'],
    ['OIDC_CLIENTID', 'OIDC_CLIENT_ID'],
    ['DATABSE_URL', 'DATABASE_URL'],
    ['PUBLIC_ULR', 'PUBLIC_URL'],
  ])('knows no %s', (name, meant) => {
    expect(problemOf({ [name]: 'x' })).toContain(meant ? `did you mean ${meant}?` : 'is unknown.');
  });

  it.each(['HOSTNAME', 'SUPPORT', 'LOGNAME', 'REDIS_HOST', 'npm_config_port', 'LANG'])(
    'leaves %s alone',
    (name) => {
      expect(problemOf({ [name]: 'x' })).toBeUndefined();
    },
  );

  it('reads words with blanks between them', () => {
    const reading = readEnv({ OIDC_SECOND_STEP_AMR: ' mfa  otp ', OIDC_SECOND_STEP_ACR: 'urn:two-steps' });
    expect(reading).toMatchObject({
      env: { OIDC_SECOND_STEP_AMR: ['mfa', 'otp'], OIDC_SECOND_STEP_ACR: ['urn:two-steps'] },
    });
  });

  it('wants a bucket and its keys together', () => {
    const MEDIA_URL = 's3://lectures?endpoint=https://oss-cn-hangzhou.aliyuncs.com&region=oss-cn-hangzhou';
    const keys = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'hush' };
    expect(problemOf({ MEDIA_URL, ...keys })).toBeUndefined();
    expect(problemOf({ MEDIA_URL })).toContain('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY');
    expect(problemOf({ MEDIA_URL, AWS_ACCESS_KEY_ID: 'a' })).toContain(
      'AWS_SECRET_ACCESS_KEY must be set too',
    );
    expect(problemOf({ ...keys, AWS_REGION: 'eu-west-1', AWS_EXECUTION_ENV: 'x' })).toBeUndefined();
  });

  it('wants settings that only work together together', () => {
    expect(problemOf({ MUX_TOKEN_ID: 'a' })).toContain('MUX_TOKEN_SECRET must be set too');
    expect(problemOf({ OIDC_ISSUER: 'https://a.example' })).toContain(
      'OIDC_CLIENT_ID and OIDC_CLIENT_SECRET',
    );
    expect(problemOf({ MUX_TOKEN_ID: 'a', MUX_TOKEN_SECRET: 'b' })).toBeUndefined();
  });
});

describe('the address of a bucket', () => {
  it('says where it is and how it is named', () => {
    expect(readBucketUrl('s3://lectures?endpoint=http://127.0.0.1:9000')).toEqual({
      name: 'lectures',
      endpoint: 'http://127.0.0.1:9000',
      region: 'us-east-1',
      prefix: '',
      inPath: true,
    });
    const oss = 's3://lectures?endpoint=https://oss-cn-hangzhou.aliyuncs.com&region=oss-cn-hangzhou';
    expect(readBucketUrl(`${oss}&prefix=college/media/`)).toMatchObject({
      prefix: 'college/media/',
      inPath: false,
    });
    expect(readBucketUrl(`${oss}&style=path`)?.inPath).toBe(true);
    expect(readBucketUrl('file:./data/media')).toBeNull();
  });
});
