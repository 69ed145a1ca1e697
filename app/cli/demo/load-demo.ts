import { publishPastPolicies } from '#app/cli/policies/publish-policies.ts';
import { sealWaiting } from '#app/features/chain/sealing.server.ts';
import { sealedTexts } from '#app/features/credits/sealed-texts.server.ts';
import { hashPassword } from '#app/features/identity/passwords.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { sealJournal } from '#app/features/journal/sealing.server.ts';
import { setAcademyFlag } from '#app/features/organisation/flags.server.ts';
import type { Env } from '#app/lib/env.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { DEMO_PASSWORD, openAccounts } from './accounts.ts';
import { actAs } from './actors.ts';
import { adjustCredits } from './adjustments.ts';
import { tidyUp } from './afterwards.ts';
import { changeCareers } from './careers.ts';
import { issueSome } from './certificates.server.ts';
import { closeLastYear } from './closed-year.ts';
import { writeContacts } from './contacts.ts';
import { declareThings } from './declarations.ts';
import { exemptSome } from './exemptions.ts';
import { handInFiles, makeExercises } from './exercises.ts';
import { liveThrough } from './history.ts';
import { bringSheets } from './imports.ts';
import { engageTeachers, fillLibrary } from './library.ts';
import { makeUpMeetings } from './make-ups.ts';
import { plantStreet } from './organisation.ts';
import { settlePeople } from './people.ts';
import { makeTerms, openVenues } from './places.ts';
import { setPractice } from './practice.ts';
import { agreeToNotice } from './privacy.ts';
import { randomOf } from './random.ts';
import { publishRecordings } from './recordings.ts';
import { workAtTheDesk } from './registrars-desk.ts';
import { moveOneYard } from './reorganised.ts';
import { holdRounds } from './rounds.ts';
import { planSections } from './sections.ts';
import { signPeopleIn } from './sign-ins.ts';
import { addSlidesToLecture } from './slides.ts';
import { workInTheStudio } from './studio.ts';
import { fillBox } from './suggestions.ts';
import { reckonDemo, waiveRules } from './waivers.ts';
import { known, type Loading } from './world.ts';
import { bringInYearWork } from './year-work.ts';

const SEED = 20_260_101;

export interface Loaded {
  people: number;
  courses: number;
  sections: number;
}

/** Loads the demo academy into an empty database, in one transaction. The same world every time, but for its dates. */
export async function loadDemo(db: Db, { env, now }: { env: Env; now: Date }): Promise<Loaded> {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  return inTransaction(db, async (trx) => {
    const actor = systemActor('seed demo');
    const loading: Loading = { trx, env, actor, now, today: dayOf(now), random: randomOf(SEED) };
    const street = await plantStreet(loading);
    await publishPastPolicies(trx, now);
    const accounts = await openAccounts(loading, street, passwordHash);
    await writeContacts(loading, accounts.ids);
    const pools = await settlePeople(loading, street, { taken: accounts.names });
    const teachers = await engageTeachers(loading, accounts.ids);
    const library = await fillLibrary(loading, teachers);
    const venues = await openVenues(loading, street);
    const terms = await makeTerms(loading);
    const registrar = await actAs(loading, known(accounts.ids, 'registrar', 'account'));
    const instructor = await actAs(loading, known(accounts.ids, 'instructor', 'account'));
    const reviewer = await actAs(loading, known(accounts.ids, 'reviewer', 'account'));
    const liaison = await actAs(loading, known(accounts.ids, 'liaison', 'account'));
    const editors = { actor: instructor, reviewer: registrar };
    const finished = await publishRecordings(loading, library, editors);
    const recordings = await addSlidesToLecture(loading, finished, editors);
    const exercises = await makeExercises(loading, library);
    const ground = { library, recordings, exercises, teachers, venues, terms, registrar };
    const sections = await planSections(loading, ground);
    const population = { accounts: accounts.ids, pools };
    const instructorTeacherId = known(teachers.bySlug, 'le-kaijiang', 'teacher');
    const learnersOf = await liveThrough(loading, {
      sections,
      population,
      staff: { instructor, registrar, instructorTeacherId },
    });
    await holdRounds(loading, { sections, population, terms, registrar });
    await workAtTheDesk(loading, { sections, learnersOf, venues, registrar, liaison, population });
    await setPractice(loading, { library, learnersOf, instructor });
    await workInTheStudio(loading, { library, recordings, learnersOf, instructor, registrar });
    await makeUpMeetings(loading, { sections, recordings, exercises, learnersOf, instructor });
    await handInFiles(loading, { exercises, learnersOf, instructor });
    await declareThings(loading, accounts.ids);
    await bringInYearWork(loading, population, { registrar, reviewer });
    await exemptSome(loading, population, { registrar, reviewer });
    await signPeopleIn(loading, population);
    await changeCareers(loading, { street, population, registrar });
    await closeLastYear(loading, { accounts: accounts.ids, registrar });
    await tidyUp(loading, { sections, population, registrar });
    await waiveRules(loading, { accounts: accounts.ids, registrar });
    await adjustCredits(loading, { accounts: accounts.ids, registrar, reviewer });
    await agreeToNotice(loading, { accounts: accounts.ids, liaison });
    await fillBox(loading, { accounts: accounts.ids, registrar });
    await reckonDemo(loading);
    await sealWaiting(trx, { textsOf: sealedTexts, evenFew: true, now });
    await sealJournal(trx, { evenFew: true, now });
    await issueSome(loading, { accounts: accounts.ids, registrar, reviewer });
    await moveOneYard(loading, { street, registrar });
    await bringSheets(loading, { registrar });
    await setAcademyFlag(trx, { name: 'demo', value: loading.today, now });
    const settled = new Set([...pools.values()].flat());
    return { people: settled.size + accounts.ids.size, courses: library.size, sections: sections.length };
  });
}
