import type { Kysely, Transaction } from 'kysely';
import type { AccountsTables } from '#db/tables/accounts.ts';
import type { AdjustmentsTables } from '#db/tables/adjustments.ts';
import type { AppealsTables } from '#db/tables/appeals.ts';
import type { AssessmentTables } from '#db/tables/assessment.ts';
import type { AssistingTables } from '#db/tables/assisting.ts';
import type { AttendanceTables } from '#db/tables/attendance.ts';
import type { AuditTables } from '#db/tables/audit.ts';
import type { CatalogueTables } from '#db/tables/catalogue.ts';
import type { ChainTables } from '#db/tables/chain.ts';
import type { ClosingTables } from '#db/tables/closing.ts';
import type { CompletionTables } from '#db/tables/completion.ts';
import type { ContactsTables } from '#db/tables/contacts.ts';
import type { CredentialsTables } from '#db/tables/credentials.ts';
import type { CreditsTables } from '#db/tables/credits.ts';
import type { DeclarationsTables } from '#db/tables/declarations.ts';
import type { EvaluationTables } from '#db/tables/evaluation.ts';
import type { ExercisesTables } from '#db/tables/exercises.ts';
import type { FormationTables } from '#db/tables/formation.ts';
import type { IdentityTables } from '#db/tables/identity.ts';
import type { ImportsTables } from '#db/tables/imports.ts';
import type { JournalTables } from '#db/tables/journal.ts';
import type { MediaTables } from '#db/tables/media.ts';
import type { MessagesTables } from '#db/tables/messages.ts';
import type { NoticesTables } from '#db/tables/notices.ts';
import type { OrganisationTables } from '#db/tables/organisation.ts';
import type { OverviewTables } from '#db/tables/overview.ts';
import type { PrivacyTables } from '#db/tables/privacy.ts';
import type { QueueTables } from '#db/tables/queue.ts';
import type { RecordingsTables } from '#db/tables/recordings.ts';
import type { RoundsTables } from '#db/tables/rounds.ts';
import type { SealingTables } from '#db/tables/sealing.ts';
import type { SelectionTables } from '#db/tables/selection.ts';
import type { SignInTables } from '#db/tables/sign-in.ts';
import type { SuggestionsTables } from '#db/tables/suggestions.ts';
import type { TasksTables } from '#db/tables/tasks.ts';
import type { TeachersTables } from '#db/tables/teachers.ts';
import type { TimetableTables } from '#db/tables/timetable.ts';
import type { VenuesTables } from '#db/tables/venues.ts';
import type { ViewingTables } from '#db/tables/viewing.ts';

interface MigrationTable {
  migration: { name: string; applied_at: string };
}

/** Every table of the academy, by owner. */
export interface Database
  extends MigrationTable,
    JournalTables,
    QueueTables,
    SealingTables,
    OrganisationTables,
    MediaTables,
    NoticesTables,
    IdentityTables,
    ContactsTables,
    MessagesTables,
    SignInTables,
    AccountsTables,
    TeachersTables,
    CatalogueTables,
    VenuesTables,
    TimetableTables,
    CompletionTables,
    RoundsTables,
    SelectionTables,
    FormationTables,
    AssistingTables,
    AttendanceTables,
    AuditTables,
    RecordingsTables,
    ViewingTables,
    ExercisesTables,
    TasksTables,
    CreditsTables,
    DeclarationsTables,
    AppealsTables,
    SuggestionsTables,
    EvaluationTables,
    ClosingTables,
    AssessmentTables,
    OverviewTables,
    ChainTables,
    AdjustmentsTables,
    CredentialsTables,
    ImportsTables,
    PrivacyTables {}

/** A connection or a transaction. */
export type Db = Kysely<Database>;
export type Trx = Transaction<Database>;
