import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, inject, it } from 'vitest';
import { node } from '#app/cli/doctor/looking.ts';
import { commands } from '#app/cli/run.ts';
import { verifyPassword } from '#app/features/identity/passwords.server.ts';
import { personByUsername } from '#app/features/identity/people.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { enrol } from '#app/features/selection/enrolment.server.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { operate } from './support.ts';

const nowhere = 'file:/nonexistent/academy.db';
const folder = () => inject('databases').folder;

describe('the operator’s tool', () => {
  it.each(commands.map(({ name }) => name))('explains %s', async (name) => {
    const { code, said } = await operate(nowhere, [...name.split(' '), '--help']);
    expect(code).toBe(0);
    expect(said[0]).toContain(`academy ${name}`);
  });

  it.each([[[]], [['--help']]])('lists its commands when asked %j', async (words) => {
    const { code, said } = await operate(nowhere, words);
    expect(code).toBe(0);
    for (const { name } of commands) expect(said.join('\n')).toContain(name);
  });

  it('lists the commands of a group', async () => {
    const { code, said } = await operate(nowhere, ['seed', '--help']);
    expect(code).toBe(0);
    expect(said.join('\n')).toMatch(/seed demo[\s\S]*seed load/);
    expect(said.join('\n')).not.toMatch(/verify {2}/);
  });

  it.each([
    [['fly'], /no command fly/],
    [['seed', 'grass'], /seed demo, seed load/],
    [['verify', '--quickly'], /quickly/],
    [['backup'], /usage: academy backup FILE/],
    [['backup', 'one', 'two'], /usage: academy backup FILE/],
    [['seed', 'load', '--people', 'many', '--prefix', 'a'], /whole number/],
    [['seed', 'load', '--people', '-3', '--prefix', 'a'], /people/],
    [['seed', 'load', '--people', '3'], /--prefix must be given/],
    [['seed', 'load', '--prefix', 'UPPER', '--people', '3'], /--prefix/],
    [['person', 'create', '--username', 'x'], /--username and --name/],
    [['person', 'create', '--username', 'xx', '--name', '邻小试', '--role', 'king'], /no role king/],
  ])('refuses %j in one line', async (words, line) => {
    const { code, complained } = await operate(nowhere, words);
    expect(code).toBe(2);
    expect(complained).toHaveLength(1);
    expect(complained[0]).toMatch(line);
  });

  it('says in one line that there is no database, and makes none', async () => {
    const path = join(folder(), 'absent.db');
    const { code, complained } = await operate(`file:${path}`, ['verify'], {
      variables: { MEDIA_URL: 'file:/nowhere' },
    });
    expect({ code, complained: complained.length }).toEqual({ code: 1, complained: 1 });
    expect(complained[0]).toMatch(/migrate/);
    expect(existsSync(path)).toBe(false);
  });

  it('says in one line that a setting is wrong or the server is away', async () => {
    const wrong = await operate('nonsense', ['verify']);
    expect(wrong).toMatchObject({ code: 1, complained: [expect.stringMatching(/DATABASE_URL/)] });
    const away = await operate('mysql://nobody:nothing@127.0.0.1:1/academy', ['verify']);
    expect(away).toMatchObject({ code: 1, complained: [expect.stringMatching(/cannot be reached/)] });
  });

  it('knows which Node is too old', () => {
    expect(
      ['18.20.0', '20.18.3', '20.19.0', '22.1.0', '24.0.0'].map((version) => node(version).state),
    ).toEqual(['lacks', 'lacks', 'ok', 'ok', 'ok']);
  });
});

describeOnBothDatabases('the operator’s commands', (open) => {
  it('makes the first person of a real academy, with rights and a password', async () => {
    const { db, url } = await open.withUrl();
    const words = [
      'person',
      'create',
      '--username',
      'first',
      '--name',
      '邻小管',
      '--role',
      'academy-admin',
      '--role',
      'registrar',
    ];
    const weak = await operate(url, words, { secrets: ['12345678'] });
    expect(weak).toMatchObject({ code: 1, complained: [expect.stringMatching(/password is refused/)] });
    expect(await personByUsername(db, 'first')).toBeNull();
    const made = await operate(url, words, { secrets: ['warm-lamp-on-the-stairs'] });
    expect(made).toEqual({
      code: 0,
      said: ['first can sign in now with academy-admin, registrar.'],
      complained: [],
    });
    const { hash } = await db.selectFrom('password_credential').select('hash').executeTakeFirstOrThrow();
    expect(await verifyPassword(hash, 'warm-lamp-on-the-stairs')).toBe('right');
    const twice = await operate(url, words, { secrets: ['warm-lamp-on-the-stairs'] });
    expect(twice).toMatchObject({ code: 1, complained: [expect.stringMatching(/already/)] });
  });

  it('makes nobody whose rights do not go together', async () => {
    const { db, url } = await open.withUrl();
    const words = [
      'person',
      'create',
      '--username',
      'both',
      '--name',
      '邻小管',
      '--role',
      'auditor',
      '--role',
      'system-admin',
    ];
    const { code } = await operate(url, words, { secrets: ['warm-lamp-on-the-stairs'] });
    expect(code).toBe(1);
    expect(await personByUsername(db, 'both')).toBeNull();
  });

  it('loads people, courses, sections and entries to measure with', async () => {
    const { db, url } = await open.withUrl();
    const words = [
      'seed',
      'load',
      '--people',
      '60',
      '--prefix',
      'rush',
      '--courses',
      '2',
      '--sections',
      '3',
      '--capacity',
      '4',
      '--entries',
      '100',
    ];
    const { code, said } = await operate(url, words);
    expect({ code, said }).toEqual({
      code: 0,
      said: ['Added 60 people, 2 courses, 3 sections, 100 entries.'],
    });
    const person = await personByUsername(db, 'rush-00060');
    const section = await db
      .selectFrom('section')
      .select('id')
      .where('code', '=', 'rush-00003')
      .executeTakeFirstOrThrow();
    const asked = {
      actor: systemActor('test'),
      personId: person?.id ?? '',
      sectionId: section.id,
      waitlist: false,
      now: new Date(),
    };
    expect(await enrol(db, asked)).toMatchObject({ outcome: 'enrolled' });
    expect(await operate(url, ['verify'], { variables: { MEDIA_URL: 'file:/nowhere/else' } })).toMatchObject({
      code: 0,
    });
    expect(await operate(url, words)).toMatchObject({
      code: 1,
      complained: [expect.stringMatching(/another --prefix/)],
    });
    const more = ['seed', 'load', '--people', '1', '--prefix', 'more', '--sections', '2'];
    expect(await operate(url, more)).toMatchObject({
      code: 0,
      said: ['Added 1 people, 0 courses, 2 sections, 0 entries.'],
    });
  });

  it('keeps the demo out of an academy that has people', async () => {
    const { url } = await open.withUrl();
    await operate(url, ['seed', 'load', '--people', '1', '--prefix', 'rush']);
    expect(await operate(url, ['seed', 'demo'])).toMatchObject({
      code: 1,
      complained: [expect.stringMatching(/empty one only/)],
    });
    expect(await operate(url, ['seed', 'demo', '--if-empty'])).toMatchObject({ code: 0, complained: [] });
  });

  it('backs up one moment while others write', async () => {
    const { db, url } = await open.withUrl();
    await operate(url, [
      'seed',
      'load',
      '--people',
      '1500',
      '--prefix',
      'rush',
      '--courses',
      '1',
      '--sections',
      '1',
      '--capacity',
      '1500',
    ]);
    const section = await db.selectFrom('section').select('id').executeTakeFirstOrThrow();
    const people = await db.selectFrom('person').select('id').limit(200).execute();
    const file = join(folder(), `${open.engine}-live.gz`);
    const writing = (async () => {
      for (const { id } of people)
        await enrol(db, {
          actor: systemActor('test'),
          personId: id,
          sectionId: section.id,
          waitlist: false,
          now: new Date(),
        });
    })();
    const { code } = await operate(url, ['backup', file]);
    await writing;
    expect(code).toBe(0);
    const rows = (table: string) =>
      gunzipSync(text)
        .toString('utf8')
        .split('\n')
        .filter((line) => line.startsWith(`{"table":"${table}"`)).length;
    const text = await readFile(file);
    expect(rows('enrolment_pin')).toBe(rows('enrolment'));
    expect(rows('requirement')).toBe(2 * rows('enrolment'));
    expect(await operate(url, ['backup', file])).toMatchObject({
      code: 1,
      complained: [expect.stringMatching(/--replace/)],
    });
  });

  it('tells what this machine has and lacks', async () => {
    const { url } = await open.withUrl();
    const variables = {
      DATA_DIR: folder(),
      MEDIA_URL: `file:${folder()}/media`,
      REDIS_URL: 'redis://127.0.0.1:1',
    };
    const { code, said } = await operate(url, ['doctor'], { variables });
    expect(code).toBe(1);
    expect(said.join('\n')).toMatch(
      /ok +Node[\s\S]*ok +database[\s\S]*ok +data[\s\S]*ok +media[\s\S]*LACKS +Redis/,
    );
  });
});
