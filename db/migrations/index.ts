import type { Migration } from '#db/migrate.server.ts';
import { credits } from '#db/migrations/0004_credits.ts';
import { ground } from '#db/migrations/0001_ground.ts';
import { learning } from '#db/migrations/0003_learning.ts';
import { libraries } from '#db/migrations/0002_libraries.ts';

/** Oldest first. A migration is frozen once landed: add a new one. */
export const migrations: readonly Migration[] = [ground, libraries, learning, credits];
