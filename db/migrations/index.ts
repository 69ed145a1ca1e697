import type { Migration } from '#db/migrate.server.ts';
import { ground } from '#db/migrations/0001_ground.ts';
import { libraries } from '#db/migrations/0002_libraries.ts';
import { selection } from '#db/migrations/0003_selection.ts';
import { learning } from '#db/migrations/0004_learning.ts';
import { credits } from '#db/migrations/0005_credits.ts';
import { lists } from '#db/migrations/0006_lists.ts';
import { lineEnds } from '#db/migrations/0007_line_ends.ts';
import { termsInFull } from '#db/migrations/0008_terms_in_full.ts';
import { roundsAndClasses } from '#db/migrations/0009_rounds_and_classes.ts';
import { calendars } from '#db/migrations/0010_calendars.ts';
import { formationMoves } from '#db/migrations/0011_formation_moves.ts';
import { disputedAssistance } from '#db/migrations/0012_disputed_assistance.ts';
import { callsAnnounced } from '#db/migrations/0013_calls_announced.ts';
import { exercisesInFull } from '#db/migrations/0014_exercises_in_full.ts';
import { tasks } from '#db/migrations/0015_tasks.ts';
import { uploads } from '#db/migrations/0016_uploads.ts';
import { viewingInFull } from '#db/migrations/0017_viewing_in_full.ts';
import { reviewedRecordings } from '#db/migrations/0018_reviewed_recordings.ts';
import { streams } from '#db/migrations/0019_streams.ts';
import { mux } from '#db/migrations/0020_mux.ts';
import { slides } from '#db/migrations/0021_slides.ts';
import { makeUps } from '#db/migrations/0022_make_ups.ts';
import { cutRecordings } from '#db/migrations/0023_cut_recordings.ts';
import { markedUploads } from '#db/migrations/0024_marked_uploads.ts';
import { undrawnSections } from '#db/migrations/0025_undrawn_sections.ts';
import { mediaEnds } from '#db/migrations/0026_media_ends.ts';
import { filmsElsewhere } from '#db/migrations/0027_films_elsewhere.ts';
import { mediaOwner } from '#db/migrations/0028_media_owner.ts';
import { viewingByPerson } from '#db/migrations/0029_viewing_by_person.ts';
import { lateMakeUps } from '#db/migrations/0030_late_make_ups.ts';
import { chain } from '#db/migrations/0031_chain.ts';
import { adjustments } from '#db/migrations/0032_adjustments.ts';
import { certificates } from '#db/migrations/0033_certificates.ts';
import { closedYears } from '#db/migrations/0034_closed_years.ts';
import { declarations } from '#db/migrations/0035_declarations.ts';
import { schemesInLife } from '#db/migrations/0036_schemes_in_life.ts';
import { assessorsView } from '#db/migrations/0037_assessors_view.ts';
import { withdrawnStatements } from '#db/migrations/0038_withdrawn_statements.ts';
import { sameFiles } from '#db/migrations/0039_same_files.ts';
import { kindsOfAdditions } from '#db/migrations/0042_kinds_of_additions.ts';
import { onlyAdded } from '#db/migrations/0045_kept_for_good.ts';
import { closingStops } from '#db/migrations/0046_closing_stops.ts';
import { irreplaceable } from '#db/migrations/0047_irreplaceable.ts';
import { sameItems } from '#db/migrations/0048_same_items.ts';
import { certificatesAndLedger } from '#db/migrations/0049_certificates_and_ledger.ts';
import { organisationChanges } from '#db/migrations/0050_organisation_changes.ts';
import { imports } from '#db/migrations/0051_imports.ts';
import { signIn } from '#db/migrations/0052_sign_in.ts';
import { accounts } from '#db/migrations/0053_accounts.ts';
import { audit } from '#db/migrations/0054_audit.ts';
import { privacy } from '#db/migrations/0055_privacy.ts';
import { suggestions } from '#db/migrations/0056_suggestions.ts';
import { noticeMentions } from '#db/migrations/0057_notice_mentions.ts';
import { knownBrowsers } from '#db/migrations/0058_known_browsers.ts';
import { closedImports } from '#db/migrations/0059_closed_imports.ts';
import { erasableWords } from '#db/migrations/0060_erasable_words.ts';
import { whoDidWhat } from '#db/migrations/0061_who_did_what.ts';
import { lastSignIn } from '#db/migrations/0062_last_sign_in.ts';
import { olderLines } from '#db/migrations/0063_older_lines.ts';

/** Oldest first. A migration is frozen once landed: add a new one. */
export const migrations: readonly Migration[] = [
  ground,
  libraries,
  selection,
  learning,
  credits,
  lists,
  lineEnds,
  termsInFull,
  roundsAndClasses,
  calendars,
  formationMoves,
  disputedAssistance,
  callsAnnounced,
  exercisesInFull,
  tasks,
  uploads,
  viewingInFull,
  reviewedRecordings,
  streams,
  mux,
  slides,
  makeUps,
  cutRecordings,
  markedUploads,
  undrawnSections,
  mediaEnds,
  filmsElsewhere,
  mediaOwner,
  viewingByPerson,
  lateMakeUps,
  chain,
  adjustments,
  certificates,
  closedYears,
  declarations,
  schemesInLife,
  assessorsView,
  withdrawnStatements,
  sameFiles,
  kindsOfAdditions,
  onlyAdded,
  closingStops,
  irreplaceable,
  sameItems,
  certificatesAndLedger,
  organisationChanges,
  imports,
  signIn,
  accounts,
  audit,
  privacy,
  suggestions,
  noticeMentions,
  knownBrowsers,
  closedImports,
  erasableWords,
  whoDidWhat,
  lastSignIn,
  olderLines,
];
