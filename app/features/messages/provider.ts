import type { Way } from './message.rules.ts';

/** One message in the hands of whoever carries it. */
export interface Outgoing {
  /** The same for each try: a gateway that has had it already may drop it. */
  id: string;
  to: string;
  /** The subject of a letter; a short message has none. */
  subject: string;
  words: string;
  kind: string;
}

/** Carries messages one way. Throws `Refused` when trying again is of no use, and anything else when it may be. */
export interface Provider {
  /** As the sysadmin reads it. */
  name: 'smtp' | 'gateway' | 'log';
  way: Way;
  send(message: Outgoing): Promise<void>;
}

/** The other side does not take it, now or later. */
export class Refused extends Error {}
