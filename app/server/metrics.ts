import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { passwordsCompared } from '#app/features/identity/passwords.server.ts';

/** What `/metrics` tells: the process, and requests by route pattern. No address, no person. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'http_request_seconds',
    help: 'Time from request to answer, kept pages and static files excluded',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  const kept = new Counter({
    name: 'http_kept_pages_total',
    help: 'Answers sent from kept pages',
    registers: [registry],
  });
  new Counter({
    name: 'passwords_compared_total',
    help: 'Passwords compared with a hash, for known names and unknown: many at once are somebody guessing',
    registers: [registry],
    collect() {
      this.reset();
      this.inc(passwordsCompared());
    },
  });
  return { registry, seconds, kept };
}

export type Metrics = ReturnType<typeof createMetrics>;
