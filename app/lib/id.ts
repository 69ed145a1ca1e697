import { randomBytes, randomUUID } from 'node:crypto';

let lastMillisecond = 0;
let sequence = 0;

/**
 * A UUIDv7 (RFC 9562) as text: ids made later sort later, also within one millisecond of one process. Needs no clock of
 * the caller's: the time in it is for ordering, never for rules.
 */
export function newId(): string {
  const milliseconds = Math.max(Date.now(), lastMillisecond);
  sequence = milliseconds === lastMillisecond ? sequence + 1 : 0;
  lastMillisecond = sequence > 0xfff ? milliseconds + 1 : milliseconds;
  if (sequence > 0xfff) sequence = 0;
  const time = lastMillisecond.toString(16).padStart(12, '0');
  const tail = randomBytes(8);
  tail[0] = ((tail[0] ?? 0) & 0x3f) | 0x80;
  const rest = tail.toString('hex');
  const counter = sequence.toString(16).padStart(3, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${rest.slice(0, 4)}-${rest.slice(4)}`;
}

/** A UUIDv4 as text: says nothing about when it was made. For ballots. */
export function newRandomId(): string {
  return randomUUID();
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** True for text of the form that `newId` and `newRandomId` give: anything else cannot be an id here (answer 404). */
export function isId(text: string): boolean {
  return UUID.test(text);
}
