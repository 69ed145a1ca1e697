import { z } from 'zod';

/**
 * A backup is one gzipped file of JSON lines: a header, every row of every table in the order of the primary keys (which for
 * ballots and receipts says nothing about time), the files that the media store must hold, and a last line with counts and a
 * sum. It is the same from either engine and goes back into either.
 */
export const FORMAT = 1;

/**
 * Not kept: whoever reads a backup must not be able to use a session in it, and failures to sign in or forms that wait for it are of no use later; which workers
 * there are, how far the store was looked through and to which database it belongs is true only of the academy that was backed up.
 */
export const leftOut: readonly string[] = [
  ...['session', 'known_browser', 'sign_in_series', 'sign_in_step', 'kept_form', 'viewing_lease'],
  ...['film_worker', 'media_look', 'media_owner'],
  // Lists that somebody brought, with the phone numbers in them: kept a week, until they are taken over.
  ...['import_file', 'import_row', 'import_result', 'import_group', 'import_stop'],
  // What was on its way is not sent a second time by a copy.
  ...[
    'message',
    'reset_request',
    'first_code',
    'contact_change',
    'account_try',
    'oidc_attempt',
    'setup_code',
  ],
];

/** A worker that finds something in the store writes here: that makes an academy no less empty. */
export const clearedFirst: readonly string[] = ['media_end'];

const row = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
const count = z.number().int().nonnegative();

export const header = z.object({
  academy: z.literal('backup'),
  format: z.literal(FORMAT),
  /** The migrations that made the tables, oldest first. */
  schema: z.array(z.string()),
  takenAt: z.string(),
});
/** That of another format than this edition writes and reads. */
export const anyHeader = z.object({ academy: z.literal('backup'), format: z.number() });
export const rowLine = z.object({ table: z.string(), row });
export const mediaLine = z.object({
  media: z.object({
    key: z.string(),
    bytes: count,
    /** Of the file as it was kept, in hexadecimal: what lies in the store when it is restored is compared with it. */
    sha256: z.string(),
    present: z.boolean(),
  }),
});
/** The same from elsewhere, without what it could be compared by. */
export const unhashedLine = z.object({ media: z.object({ key: z.string() }) });
export const lastLine = z.object({
  end: z.literal(true),
  rows: z.record(z.string(), count),
  media: count,
  sha256: z.string(),
});

export type Header = z.infer<typeof header>;
export type MediaEntry = z.infer<typeof mediaLine>['media'];
export type LastLine = z.infer<typeof lastLine>;
