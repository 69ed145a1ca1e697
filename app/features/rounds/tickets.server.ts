import { randomBytes, randomInt } from 'node:crypto';
import { TICKET_LENGTH, TICKET_LETTERS } from './lottery-inputs.schema.ts';

/** A ticket by chance alone: what somebody does, who they are and when they come has no part in it. */
export function newTicket(): string {
  return Array.from({ length: TICKET_LENGTH }, () => TICKET_LETTERS[randomInt(TICKET_LETTERS.length)]).join(
    '',
  );
}

/** A seed for a draw: 32 random bytes as hexadecimal figures. */
export function newSeed(): string {
  return randomBytes(32).toString('hex');
}
