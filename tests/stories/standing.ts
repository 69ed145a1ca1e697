/** Accounts of the demo academy, one for each kind of right. */
export const accounts = [
  'learner',
  'instructor',
  'registrar',
  'reviewer',
  'appeals',
  'assessor',
  'liaison',
  'sysadmin',
  'security',
  'auditor',
] as const;
export type Account = (typeof accounts)[number];

export type Standing = {
  who: 'everyone' | 'signed-in' | readonly Account[];
  /** A form, or the JSON, with which a post gets as far as looking for what it is about. */
  sends?: Record<string, string>;
  json?: object;
  /** Reading the address leads to a page that is there whatever the address says. */
  leadsAway?: true;
  /** The action asks for nothing, so no body can be wrong. */
  asksNothing?: true;
  /** In the demo academy there is nothing to send a form about: whatever is sent is answered alike, before it is read. */
  nothingHere?: true;
  /** What proves a post is a signature, so it may come from another site. */
  signed?: true;
  /** Methods that it answers besides reading and posting. */
  methods?: readonly string[];
};

/** An id that nothing has. */
export const nobodysId = '01a00000-0000-7000-8000-000000000000';
