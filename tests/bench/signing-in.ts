import { DEMO_PASSWORD, signIn } from '#tests/support/visitor.ts';
import { startAcademy } from './lib/academy.ts';
import type { Bench, BenchRun } from './lib/bench.ts';
import { type Load, load } from './lib/load.ts';

/** People sign in one after the other while others read: hashing must leave the reading alone. */
export const bench: Bench = {
  about: 'sign-ins (form and post) per second, and what they do to the pages of other people meanwhile',
  flags: { people: '200', clients: '4', readers: '4', seconds: '6', engine: 'sqlite' },
  run: signingIn,
};

const form = { 'content-type': 'application/x-www-form-urlencoded' };

async function signingIn(run: BenchRun) {
  const people = run.number('people');
  const { server } = await startAcademy(run, {
    engine: run.text('engine') === 'mariadb' ? 'mariadb' : 'sqlite',
    seeds: [
      ['seed', 'demo'],
      ['seed', 'load', '--people', String(people), '--prefix', 'rush'],
    ],
  });
  const { url, pids } = server;
  const reader = await signIn(url, 'learner');
  const seconds = run.number('seconds');
  const read = () =>
    load({
      url,
      clients: run.number('readers'),
      seconds,
      shot: () => ({ path: '/courses', headers: { cookie: reader.cookie } }),
    });
  const enter = () =>
    load({
      url,
      clients: run.number('clients'),
      seconds,
      pids,
      shot: (n) =>
        n % 2 === 0
          ? { path: '/login' }
          : {
              path: '/login',
              headers: form,
              body: `username=${nameOf(n, people)}&password=${DEMO_PASSWORD}`,
            },
      right: (status) => status === 200 || status === 302,
    });
  await read();
  const idle = await read();
  const [busy, entered] = await Promise.all([read(), enter()]);
  const rows = [
    row('pages of others, idle', idle),
    row('pages of others, meanwhile', busy),
    { ...row('sign-ins', entered), perSecond: entered.perSecond / 2 },
  ];
  return { rows, p99Ratio: busy.p99 / idle.p99 };
}

function nameOf(n: number, people: number): string {
  return `rush-${String((((n - 1) / 2) % people) + 1).padStart(5, '0')}`;
}

function row(subject: string, { perSecond, p50, p99, requests, wrong }: Load) {
  return { subject, perSecond, p50ms: p50, p99ms: p99, requests, wrong };
}
