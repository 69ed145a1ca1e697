import { communitiesOf } from '#app/features/identity/communities.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Position, School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { readyStatement } from '#db/ready-statement.server.ts';
import {
  belongsTo,
  type EligibilityRule,
  type Standing,
  type TakenSection,
  type TitledMeeting,
} from './eligibility.rules.ts';
import { meetingsIn, meetingsOf } from './packed-meetings.server.ts';

/** One section that somebody has and that still runs. */
export interface OwnSection extends TakenSection {
  enrolmentId: string;
  termId: string;
  completed: boolean;
  meetings: readonly TitledMeeting[];
}

/** What somebody has in these terms, with when it meets. One statement. */
export async function ownSections(
  db: Db,
  { personId, termIds }: { personId: string; termIds: readonly string[] },
): Promise<OwnSection[]> {
  if (termIds.length === 0) return [];
  const { rows } = await ownRows(db, { personId, termIds });
  return rows.map((row) => ({
    sectionId: row.id,
    enrolmentId: row.enrolmentId,
    courseId: row.course_id,
    termId: row.term_id,
    school: row.school as School,
    title: row.title,
    completed: row.completionId !== null,
    meetings: meetingsIn(row.meetings, row),
  }));
}

const ownRows = readyStatement<{ personId: string; termIds: readonly string[] }>()((db, place) =>
  db
    .selectFrom('enrolment')
    .innerJoin('section', 'section.id', 'enrolment.section_id')
    .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
    .leftJoin('completion', 'completion.enrolment_id', 'enrolment.id')
    .select([
      'section.id',
      'section.course_id',
      'section.term_id',
      'section.school',
      'section.title',
      'enrolment.id as enrolmentId',
      'completion.id as completionId',
    ])
    .select(meetingsOf)
    .where('enrolment.person_id', '=', place('personId'))
    .where('enrolment.active', '=', 1)
    .where('enrolment.term_id', 'in', place('termIds'))
    .where('section_closure.at', 'is', null),
);

interface Asks {
  facts: { audience: readonly Position[]; eligibility: readonly EligibilityRule[] };
}

/** What somebody is, read only as far as one of the sections asks for it. At most four statements, none for most sections. */
export async function standingOf(
  db: Db,
  { personId, asks, now }: { personId: string; asks: readonly Asks[]; now: Date },
): Promise<Standing> {
  const day = dayOf(now);
  const rules = asks.flatMap(({ facts }) => facts.eligibility);
  const communities = rules.filter(({ kind }) => kind === 'community');
  const asksPosts = communities.length > 0 || asks.some(({ facts }) => facts.audience.length > 0);
  const posts = asksPosts ? (await ownPosts(db, { personId, day })).rows : [];
  const places = posts.flatMap(({ tree, path }) => (tree === 'territory' ? [path] : []));
  const outside = communities.some((rule) => !belongsTo([rule], places));
  return {
    positions: [...new Set(posts.map(({ position }) => position as Position))],
    places,
    // Its name is for the words of a refusal only.
    community: outside ? ((await communitiesOf(db, [personId], day)).get(personId)?.name ?? null) : null,
    ageBand: rules.some(({ kind }) => kind === 'age-from') ? await ageBandOf(db, personId) : null,
  };
}

const ownPosts = readyStatement<{ personId: string; day: string }>()((db, place) =>
  db
    .selectFrom('appointment')
    .innerJoin('org_unit', 'org_unit.id', 'appointment.org_unit_id')
    .select(['position', 'org_unit.tree', 'org_unit.path'])
    .where('person_id', '=', place('personId'))
    .where('appointment.valid_from', '<=', place('day'))
    .where(({ or, eb }) =>
      or([eb('appointment.valid_to', 'is', null), eb('appointment.valid_to', '>=', place('day'))]),
    ),
);

async function ageBandOf(db: Db, personId: string): Promise<string | null> {
  const row = await db.selectFrom('person').select('age_band').where('id', '=', personId).executeTakeFirst();
  return row?.age_band ?? null;
}
