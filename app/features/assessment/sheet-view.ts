import type { FrozenScheme } from '#app/features/closing/frozen.rules.ts';
import type { FrozenHead, SheetLine } from '#app/features/closing/statements.server.ts';
import type { HeldExemption } from '#app/features/credits/exemption-approval.rules.ts';
import type { StandingStatus } from '#app/features/credits/standing.rules.ts';
import type { PendingDeclarations } from '#app/features/declarations/pending.rules.ts';
import type { Position } from '#app/lib/vocabulary.ts';

/** A yearly statement as it is shown and printed, whether it is reckoned now or was frozen. Amounts in hundredths. */
export interface SheetView {
  personId: string;
  name: string;
  year: number;
  /** The last day that is counted. */
  today: string;
  /** The day of which the posts are shown. */
  onDay: string;
  standing: { schemesVersion: string | null; status: StandingStatus; standings: readonly FrozenScheme[] };
  /** Who freed the person from the year, as it held when it was frozen, or holds now. */
  exemptions: readonly HeldExemption[];
  /** What the figures do not show of each scheme, by position: the schools that it leaves out, and what is confirmed elsewhere. */
  beside: Readonly<Partial<Record<Position, readonly string[]>>>;
  /** What is still under way; of the person's own sheet while the year is open. */
  pending?: PendingDeclarations;
  posts: readonly { position: Position; unitName: string; validFrom: string }[];
  entries: readonly SheetLine[];
  appraisals: readonly { courseTitle: string; levelName: string }[];
  courseTitles: Readonly<Record<string, string>>;
  /** Null while the year is open. `said`: what the person objected to, with the answer. */
  frozen: (FrozenHead & { said: string | null }) | null;
  /** The year was closed without a statement of this person: there is no result, only what is recorded now. */
  leftOut?: true;
  /** Posted after the year was closed; they do not count in it. */
  late: readonly SheetLine[];
}
