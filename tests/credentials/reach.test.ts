import { beforeEach, expect, it } from 'vitest';
import { askForCertificate } from '#app/features/credentials/issuing.server.ts';
import { keepersOfCertificates } from '#app/features/credentials/keepers.ts';
import { certificatesOfSection, certifiedInSection } from '#app/features/credentials/listing.server.ts';
import { appoint } from '#app/features/identity/people.server.ts';
import { reachBy } from '#app/features/identity/reach.server.ts';
import type { Db } from '#db/database.ts';
import { aPlace, type Place } from '#tests/assessment/record.ts';
import type { Section } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, aLearner, now, withPolicies, withRole } from '#tests/support/world.ts';
import { aCompleter, aShortSection } from './completers.ts';

/** Promise 7 for the certificates of a section: counts and list say the same people. */
describeOnBothDatabases('the certificates of a section', (open) => {
  let db: Db;
  let section: Section;
  let east: Place;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    section = await aShortSection(db);
    east = await aPlace(db, null, 'community', '东园社区');
    const west = await aPlace(db, null, 'community', '西园社区');
    for (const [place, certified] of [
      [east, true],
      [east, false],
      [west, true],
      [west, true],
      [west, false],
    ] as const) {
      const completer = await aCompleter(db, section);
      const post = { position: 'building-head', orgUnitId: place.id, validFrom: '2024-01-01' } as const;
      const { personId, completionId } = completer;
      const appointed = await appoint(db, { actor: academy, personId, ...post, now });
      if (!appointed.ok) throw new Error(appointed.reason);
      if (certified) await askForCertificate(db, { personId, completionId, actor: academy, now });
    }
  });

  const seenBy = async (scopePath: string | null) => {
    const { actor } = withRole(await aLearner(db, '方排课'), 'registrar', scopePath);
    const which = { sectionId: section.sectionId, reach: reachBy(actor, keepersOfCertificates, now) };
    const { list, total } = await certificatesOfSection(db, { ...which, page: 1 });
    expect(total).toBe(list.length);
    return { ...(await certifiedInSection(db, which)), listed: list.length };
  };

  it('are counted within reach, as they are listed', async () => {
    expect(await seenBy(null)).toEqual({ completions: 5, certificates: 3, listed: 3 });
    expect(await seenBy(east.path)).toEqual({ completions: 2, certificates: 1, listed: 1 });
  });
});
