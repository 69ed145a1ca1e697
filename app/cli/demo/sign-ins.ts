import { masked } from '#app/features/contacts/contact.rules.ts';
import { grantRole } from '#app/features/identity/grants.server.ts';
import { noteSignIn } from '#app/features/identity/last-sign-in.server.ts';
import { findPerson } from '#app/features/identity/people.server.ts';
import { signBrowserIn, startSession } from '#app/features/identity/sessions.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { deliverNext } from '#app/features/messages/delivering.server.ts';
import { send } from '#app/features/messages/sending.server.ts';
import { beginAttempt, passwordKeys } from '#app/features/sign-in/locks.server.ts';
import { noteFailure, writeNotedFailures } from '#app/features/sign-in/noting-failures.server.ts';
import { codeAt, readCode } from '#app/features/sign-in/one-time-codes.rules.ts';
import { offerSecret, setUpSecondFactor, takeCode } from '#app/features/sign-in/second-factor.server.ts';
import { addDays } from './calendar.ts';
import type { Population } from './learning.ts';
import { known, type Loading } from './world.ts';

const HOUR_MS = 3_600_000;

/** People signed in on several devices, a deputy who uses two steps, an account that somebody guessed at, and what was sent: so that no page of these is empty. */
export async function signPeopleIn(loading: Loading, population: Population): Promise<void> {
  const { accounts } = population;
  await signInDevices(loading, known(accounts, 'learner', 'account'));
  await signInDevices(loading, known(accounts, 'elder', 'account'));
  const staff = known(population.pools, 'street-staff', 'pool');
  await setUpTwoSteps(loading, staff[0] ?? '');
  await guessAt(loading, staff[1] ?? '');
  await sendSome(loading, accounts);
}

/** A phone of one's own, three days ago, and a computer an hour ago. */
async function signInDevices({ trx, now }: Loading, personId: string): Promise<void> {
  const since = (hours: number) => new Date(now.getTime() - hours * HOUR_MS);
  const own = { personId, secure: false, device: 'phone wechat', ownDevice: true, now: since(70) };
  await signBrowserIn(trx, { ...own, cookies: null });
  await startSession(trx, { personId, secure: false, device: 'computer chrome', now: since(1) });
}

/** The auditor's deputy; three recovery codes are used already. Nobody has their authenticator, and they have not been here since the summer. */
async function setUpTwoSteps({ trx, env, actor, today, now }: Loading, personId: string): Promise<void> {
  const granted = await grantRole(trx, {
    ...{ actor, personId, role: 'auditor', orgUnitId: null },
    ...{ validFrom: addDays(today, -200), now },
  });
  if (!granted.ok) throw new Error(`Nobody can be made the auditor's deputy: ${granted.reason}.`);
  const { secret, offer } = offerSecret(env, { personId, now });
  const done = await setUpSecondFactor(trx, {
    ...{ env, actor: systemActor('seed demo'), personId, offer },
    ...{ code: codeAt(secret, now), sessionId: null, now },
  });
  if (!done.ok) throw new Error(`The second step cannot be set up: ${done.reason}.`);
  for (const code of done.recoveryCodes.slice(0, 3)) {
    const typed = readCode(code);
    if (typed) await takeCode(trx, { env, personId, typed, now });
  }
  await noteSignIn(trx, { personId, now: new Date(now.getTime() - 130 * 24 * HOUR_MS) });
}

/** Twenty wrong guesses in the last hour and a half: locked for an hour from now. */
async function guessAt({ trx, now }: Loading, personId: string): Promise<void> {
  const person = await findPerson(trx, personId);
  const of = { name: person?.username ?? '', personId, address: '192.0.2.1', browser: null };
  const keys = passwordKeys(of);
  for (const minutesAgo of [90, 80, 60, 0])
    for (let n = 0; n < 5; n += 1)
      await beginAttempt(trx, keys, new Date(now.getTime() - minutesAgo * 60_000));
  const failure = { action: 'person.sign-in-failed', personId, now } as const;
  for (const address of ['192.0.2.1', '198.51.100.7']) noteFailure(trx, { ...failure, address });
  noteFailure(trx, { ...failure, personId: null, address: '192.0.2.1' });
  await writeNotedFailures(trx);
}

/** As a demo sends them: into the log, since nobody carries anything there. */
async function sendSome({ trx, env, now }: Loading, accounts: ReadonlyMap<string, string>): Promise<void> {
  const some = [
    { username: 'learner', way: 'sms', kind: 'reset', address: '19900000001', hoursAgo: 50 },
    { username: 'elder', way: 'sms', kind: 'note', address: '19900000002', hoursAgo: 26 },
    { username: 'sysadmin', way: 'email', kind: 'test', address: 'sysadmin@example.com', hoursAgo: 3 },
  ] as const;
  for (const { username, way, kind, address, hoursAgo } of some) {
    const at = new Date(now.getTime() - hoursAgo * HOUR_MS);
    const personId = known(accounts, username, 'account');
    await send(trx, {
      env,
      to: { way, address, masked: masked(way === 'sms' ? 'phone' : 'email', address), personId },
      kind,
      subject: '社区学院',
      words: '【社区学院】这是演示学院里的一条，没有真的发出去。',
      now: at,
    });
    const silent = { info: () => undefined, warn: () => undefined };
    await deliverNext(trx, {
      ...{ env, providerOf: () => null, log: silent, mayShow: async () => false },
      ...{ worker: 'seed demo', now: () => at },
    });
  }
}
