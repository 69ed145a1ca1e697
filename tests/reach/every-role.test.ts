import { beforeAll, describe, expect, it } from 'vitest';
import { type Role, roles } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { pages } from '#tests/statements/expectations.ts';
import { type Academy, academyOn } from '#tests/statements/handler.ts';
import { aLargeAcademy } from '#tests/statements/large-academy.ts';
import { nobodysId, standings } from '#tests/stories/standings.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { now } from '#tests/support/world.ts';
import { namesIn, textOf } from './answers.ts';
import { type Declared, declared } from './declared.ts';
import { addressesOf, type Over, type Parts, parametersIn, twoParts } from './parts.ts';

/** What belongs to one learner, and is nobody else's business at these addresses. */
const ones = /:(enrolmentId|entryId|declarationId|certificateId|consentId)\b/;
const staffRoutes = Object.entries(declared);

/** Promise 7 in process: every address of app/routes.ts for every role, held over what the people belong to, beside it, over everything, and in another time. */
describeOnBothDatabases('every address for every role over every part', (open) => {
  let db: Db;
  let academy: Academy;
  let parts: Parts;
  beforeAll(async () => {
    db = await open();
    await aLargeAcademy(db, open.engine);
    parts = await twoParts(db);
    academy = await academyOn(db, 'file:/nowhere');
  }, 180_000);

  async function ask(cookie: string, address: string, form?: Record<string, string>): Promise<Response> {
    const sent = form ? { method: 'POST', body: new URLSearchParams(form) } : {};
    const answer = await academy.ask(
      new Request(`http://127.0.0.1${address}`, { headers: { cookie }, ...sent }),
      now,
    );
    // 503: what it would send lies in a store that the large academy does not have.
    if (answer.status >= 500 && answer.status !== 503)
      throw new Error(`${answer.status} ${address} ${academy.troubles.join('\n')}`);
    return answer;
  }

  const status = async (cookie: string, address: string, form?: Record<string, string>) =>
    form ? (await ask(cookie, address, form)).status : (await read(cookie, address)).status;

  /** What somebody is answered at an address: two of the tests of a route read the same ones. */
  async function read(cookie: string, address: string): Promise<{ status: number; names: string[] }> {
    const key = `${cookie} ${address}`;
    const known = answered.get(key);
    if (known) return known;
    const answer = await ask(cookie, address);
    const said = { status: answer.status, names: namesIn(await textOf(answer)) };
    answered.set(key, said);
    return said;
  }
  const answered = new Map<string, { status: number; names: string[] }>();

  it('is said of every route of app/routes.ts', () => {
    const walked = academy.routes.map(({ pattern }) => pattern).filter((one) => !/^\/(json\/|\*$)/.test(one));
    const unsaid = walked.filter((one) => {
      const who = standings[one]?.who;
      return who === undefined || (Array.isArray(who) && !declared[one]);
    });
    expect(
      unsaid,
      'say who may in tests/stories/standings.ts, and how far in tests/reach/declared.ts',
    ).toEqual([]);
    expect(
      Object.keys(declared).filter((one) => !walked.includes(one)),
      'no such route',
    ).toEqual([]);
  });

  describe.each(staffRoutes)('%s', (pattern, said) => {
    const readable = () => academy.routes.some((route) => route.pattern === pattern && route.readable);
    const writable = () => academy.routes.some((route) => route.pattern === pattern && route.writable);

    it('opens for a role that allows it, over what it is about, while it lasts', async () => {
      if (!readable()) return;
      const [address = ''] = addressesOf(pattern, parts.home);
      const found: Record<string, number> = {};
      const expected: Record<string, number> = {};
      for (const [role, over] of asked(said)) {
        found[`${role} ${over}`] = await status(parts.cookie(role, over), address);
        expected[`${role} ${over}`] = expectedOf(pattern, said, { role, over });
      }
      expect(found, address).toEqual(expected);
      expect(await status(parts.plain, address)).toBe(said.leads ? 302 : 403);
      const nobody = await ask('', address);
      expect([
        nobody.status,
        said.leads || nobody.headers.get('location')?.startsWith('/login?next='),
      ]).toEqual([302, true]);
    });

    it('shows nobody from beside its part', async () => {
      if (!readable() || said.about === 'academy' || said.about === 'own' || said.leads) return;
      const within = new Set([...parts.people.flatMap(({ name, paper }) => [name, paper]), ...parts.doers]);
      for (const role of said.roles)
        for (const address of searches(addressesOf(pattern, parts.home))) {
          const [home, beside] = [
            await namesAt(role, 'home', address),
            await namesAt(role, 'beside', address),
          ];
          expect(
            home.filter((name) => !within.has(name)),
            `${role} ${address}`,
          ).toEqual([]);
          expect(
            beside.filter((name) => !parts.doers.includes(name)),
            `${role} beside ${address}`,
          ).toEqual([]);
        }
      // The same question finds somebody where there is somebody to be found.
      const [role = 'registrar'] = said.roles;
      const [address = ''] = addressesOf(pattern, parts.home);
      if (said.names) expect(await namesAt(role, 'everywhere', address)).not.toEqual([]);
    });

    it('takes no form from a role that does not reach it', async () => {
      if (!writable()) return;
      const [address, form] = [sendTo(pattern), formOf(pattern)];
      const found: Record<string, number> = {};
      const expected: Record<string, number> = {};
      for (const [role, over] of asked({ ...said, roles: said.writers ?? said.roles })) {
        const refusal = refusalOf(pattern, said, { role, over });
        if (refusal === null) continue;
        found[`${role} ${over}`] = await status(parts.cookie(role, over), address, form);
        expected[`${role} ${over}`] = refusal;
      }
      expect(found, address).toEqual(expected);
      expect(await status(parts.plain, address, form)).toBe(403);
      expect(await status('', address, form)).toBe(302);
    });

    const namesAt = async (role: Role, over: Over, address: string) =>
      (await read(parts.cookie(role, over), address)).names;
  });

  describe.each(Object.entries(standings).filter(([, { who }]) => who === 'signed-in'))('%s', (pattern) => {
    it('is nobody else’s, whatever their role', async () => {
      const { at = [], status: ok = 200 } = pages[pattern] ?? {};
      // The last: some begin with what everybody may read.
      const address = at.at(-1);
      if (!address) return;
      const nobody = await ask('', address);
      expect(nobody.status).toBe(302);
      if (ok !== 302) expect(nobody.headers.get('location')).toMatch(/^\/login\?next=/);
      for (const cookie of [parts.plain, ...roles.map((role) => parts.cookie(role, 'everywhere'))]) {
        const answer = await read(cookie, address);
        if (ones.test(pattern)) expect([pattern, answer.status]).toEqual([pattern, ok === 302 ? 302 : 404]);
        if (pattern.startsWith('/me')) expect(answer.names).toEqual([]);
      }
    });
  });

  /** Where a form goes: the address itself, or one made of what the other addresses are made of. */
  function sendTo(pattern: string): string {
    const [address] = addressesOf(pattern, parts.home);
    if (address) return new URL(address, 'http://x').pathname;
    const known = Object.assign(
      {},
      ...Object.keys(pages).map((one) => parametersIn(one, pages[one]?.at[0] ?? '')),
    );
    return pattern.replaceAll(/:(\w+)/g, (_, name: string) => known[name] ?? nobodysId);
  }

  /** What gets as far as looking for what it is about; about somebody of the part. */
  function formOf(pattern: string): Record<string, string> {
    const sends = standings[pattern]?.sends ?? {};
    const person = parts.people[0]?.id ?? '';
    return {
      ...sends,
      ...('person' in sends ? { person } : {}),
      ...(pattern.endsWith('/new') ? { parent: parts.home.id } : {}),
    };
  }
});

/** Roles that allow nothing are asked over everything: over a part they cannot allow more. */
function asked({ roles: may }: Pick<Declared, 'roles'>): [Role, Over][] {
  const parts: readonly Over[] = ['home', 'beside', 'everywhere', 'past', 'future'];
  return roles.flatMap((role) =>
    (may.includes(role) ? parts : (['everywhere'] as const)).map((over): [Role, Over] => [role, over]),
  );
}

const lasts = (over: Over) => over !== 'past' && over !== 'future';

/** The settings and the journal have no parts: over one, these roles give nothing. */
const givesNothing = (role: Role, over: Over) =>
  (role === 'system-admin' || role === 'auditor') && over !== 'everywhere';

function expectedOf(pattern: string, said: Declared, { role, over }: { role: Role; over: Over }): number {
  const ok = said.at ? 200 : (pages[pattern]?.status ?? 200);
  if (said.leads) return ok;
  if (!said.roles.includes(role) || !lasts(over) || givesNothing(role, over)) return 403;
  // Whoever teaches nothing has no course, no section and nothing of theirs.
  if (role === 'instructor' && pattern.includes(':')) return 404;
  if (over === 'everywhere') return said.about === 'own' && pattern.includes(':') ? 404 : ok;
  if (said.about === 'whole') return 403;
  if (said.about === 'own' && pattern.includes(':')) return 404;
  if (over === 'home') return ok;
  return said.about === 'person' || said.about === 'unit' ? 404 : (said.empty ?? ok);
}

/** What a form must be answered; null where it gets further. */
function refusalOf(
  pattern: string,
  said: Declared,
  { role, over }: { role: Role; over: Over },
): number | null {
  const reach = said.writes ?? said.about;
  if (!(said.writers ?? said.roles).includes(role) || !lasts(over) || givesNothing(role, over)) return 403;
  if (reach === 'whole' && over !== 'everywhere') return 403;
  if (role === 'instructor' && pattern.includes(':')) return 404;
  return (reach === 'person' || reach === 'unit') && over === 'beside' ? 404 : null;
}

/** Each address as it is, and searched for people by name. */
const searches = (addresses: readonly string[]): string[] =>
  addresses.flatMap((one) => (one.includes('?') ? [one] : [one, `${one}?q=wang`]));
