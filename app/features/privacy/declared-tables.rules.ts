import { accountTables } from './own-account.rules.ts';
import { creditTables } from './own-credits.rules.ts';
import { houseTables } from './own-house.rules.ts';
import { learningTables } from './own-learning.rules.ts';
import { type Declared, groups, nobodys, type OwnRows } from './own-rows.rules.ts';

/** Tables about courses, places, films, policies and the machine: what staff did there is the academy's, not a record about them. */
const nobodysTables = [
  ...['migration', 'job', 'academy_flag', 'org_unit', 'media_key', 'media_end', 'media_owner', 'media_look'],
  ...[
    'course',
    'course_audience',
    'course_form',
    'course_prerequisite',
    'course_score',
    'catalogue_revision',
  ],
  ...['course_version', 'five_one', 'opening_exemption', 'term', 'term_window', 'term_limit', 'term_break'],
  ...['venue', 'venue_hours', 'venue_booking', 'venue_booking_end', 'section', 'section_closure'],
  ...['section_audience', 'section_eligibility', 'section_merge', 'planning_turn', 'meeting', 'meeting_move'],
  ...['meeting_cancellation', 'meeting_exercise', 'requirement_plan', 'seat_count', 'selection_round'],
  // The seed of a draw is everybody's: it is published after the draw.
  ...['round_seed', 'round_step', 'round_section', 'round_quota', 'formation', 'formation_confirmation'],
  ...['formation_class', 'question', 'exercise', 'task', 'task_retirement', 'recording'],
  ...['recording_publication', 'recording_withdrawal', 'recording_review', 'recording_consent'],
  ...['recording_review_end', 'recording_version', 'recording_replacement', 'recording_stream'],
  ...[
    'recording_source',
    'recording_processing',
    'recording_original',
    'recording_cut',
    'recording_cut_wish',
  ],
  ...['recording_mux_asset', 'recording_mux_leftover', 'film_worker', 'mux_event', 'recording_slide'],
] as const;

/** Every table of the academy and whose it is. A table that is not here fails a test: nobody would be told of its rows. */
export const declaredTables: Readonly<Record<string, Declared>> = {
  ...accountTables,
  ...learningTables,
  ...creditTables,
  ...houseTables,
  ...Object.fromEntries(nobodysTables.map((table) => [table, nobodys])),
};

/** The tables that hold rows of people, in the order of their groups. */
export const ownTables: readonly (readonly [table: string, declared: OwnRows])[] = groups.flatMap((group) =>
  Object.entries(declaredTables).flatMap(([table, declared]) =>
    declared.kind === 'own' && declared.group === group ? [[table, declared] as const] : [],
  ),
);

/** What is about people and is not given out, with the reason. */
export const withheldTables = Object.entries(declaredTables).flatMap(([table, declared]) =>
  declared.kind === 'withheld' ? [{ table, title: declared.title, why: declared.why }] : [],
);
