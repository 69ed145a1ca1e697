import { describe, expect, it } from 'vitest';
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
    ['REDIS_URL', 'localhost:6379'],
    ['MUX_DATA_ENV_KEY', 'a b'],
    ['OIDC_ISSUER', 'sign-in'],
    ['ACADEMY_TZ', 'Asia/Hefei'],
    ['LOG_LEVEL', 'loud'],
    ['METRICS_TOKEN', 'short'],
  ])('says in one line what is wrong with %s=%s', (name, value) => {
    const problem = problemOf({ [name]: value });
    expect(problem).toContain(name);
    expect(problem).not.toContain('\n');
  });

  it('never repeats a secret', () => {
    expect(problemOf({ METRICS_TOKEN: 'hush-hush' })).not.toContain('hush');
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

  it('wants settings that only work together together', () => {
    expect(problemOf({ MUX_TOKEN_ID: 'a' })).toContain('MUX_TOKEN_SECRET must be set too');
    expect(problemOf({ OIDC_ISSUER: 'https://a.example' })).toContain(
      'OIDC_CLIENT_ID and OIDC_CLIENT_SECRET',
    );
    expect(problemOf({ MUX_TOKEN_ID: 'a', MUX_TOKEN_SECRET: 'b' })).toBeUndefined();
  });
});
