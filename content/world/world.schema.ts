import { z } from 'zod';
import { xiaoquTypes } from '#app/features/organisation/kinds.ts';
import { modes, positions, roles, schools, sectionKinds } from '#app/lib/vocabulary.ts';

/** Chinese names and words: nobody real, nobody whom a source names (tests/content checks it). */
const name = z.string().min(1).max(64);
const share = z.number().min(0).max(1);
const days = z.number().int().nonnegative();
const clock = z.string().regex(/^\d{2}:\d{2}$/);

export const namesFile = z.strictObject({
  surnames: z.array(z.string().length(1)).min(10),
  givenNames: z.array(z.string().length(2)).min(20),
});

export const organisationFile = z.strictObject({
  district: name,
  street: name,
  workCommittee: name,
  householdsPerGroup: z.number().int().positive(),
  communities: z
    .array(
      z.strictObject({
        name,
        grids: z.array(name).min(1),
        /** 单元 below each building; 0 where the tree ends at the buildings. */
        unitsPerBuilding: z.number().int().nonnegative(),
        xiaoqu: z
          .array(
            z.strictObject({
              name,
              type: z.enum(xiaoquTypes),
              buildings: z.number().int().positive(),
              /** 楼栋党小组, one a building from the first on. */
              groups: z.number().int().positive(),
            }),
          )
          .min(1),
      }),
    )
    .min(1),
  organisations: z.array(z.strictObject({ kind: z.enum(['social-organisation', 'partner']), name })),
});
export type OrganisationFile = z.infer<typeof organisationFile>;

const ageBand = z.string().regex(/^\d{2}-\d{2}$/);
/** Held since a day between so many and so many days before the world is loaded. */
const since = z.tuple([days, days]);

export const peopleFile = z.strictObject({
  pools: z.array(
    z.strictObject({
      pool: z.string().min(1),
      position: z.enum(positions),
      at: z.enum([
        'community',
        'grid',
        'xiaoqu',
        'building',
        'unit',
        'party-committee',
        'party-group',
        'party-household',
      ]),
      perCommunity: z.array(z.number().int().nonnegative()),
      since,
      ages: z.array(ageBand).min(1),
      alsoPartyMember: share,
      alsoCommittee: z.boolean().optional(),
      /** The first of them also lead the grids of their community. */
      alsoGridLeader: z.boolean().optional(),
    }),
  ),
  elsewhere: z.array(
    z.strictObject({
      pool: z.string().min(1),
      position: z.enum(positions),
      unit: name,
      count: z.number().int().positive(),
      since,
      ages: z.array(ageBand).min(1),
    }),
  ),
});
export type PeopleFile = z.infer<typeof peopleFile>;

export const accountsFile = z.array(
  z.strictObject({
    username: z.string().regex(/^[a-z0-9]+$/),
    name,
    ageBand,
    preferredView: z.enum(['standard', 'elder']).optional(),
    appointments: z.array(z.strictObject({ position: z.enum(positions), unit: z.string(), sinceDays: days })),
    roles: z.array(z.strictObject({ role: z.enum(roles), unit: z.string().optional() })),
  }),
);
export type AccountsFile = z.infer<typeof accountsFile>;

export const venuesFile = z.array(
  z.strictObject({
    name,
    tier: z.enum(['社区中心', '睦邻中心', '睦邻生活馆', '其他阵地']),
    address: z.string().min(1),
    capacity: z.number().int().positive(),
    ramp: z.boolean(),
    lift: z.boolean(),
    toilet: z.boolean(),
    /** What is open on which weekdays (1 Monday to 7 Sunday); `until` is the end of 延时 after the usual hours. */
    hours: z
      .array(
        z.strictObject({
          weekdays: z.array(z.number().int().min(1).max(7)).min(1),
          opens: clock,
          closes: clock,
          until: clock.optional(),
        }),
      )
      .min(1),
    community: name.nullable(),
  }),
);
export type VenuesFile = z.infer<typeof venuesFile>;

export const teachersFile = z.array(
  z.strictObject({
    slug: z.string().regex(/^[a-z0-9-]+$/),
    name,
    /** The account that this teacher signs in with, where they have one. */
    username: z.string().optional(),
    category: z.string().min(1).max(32),
    /** The teacher roles of the catalogue that they fill; the first is the headline. */
    roles: z.array(z.string().min(2)).min(1),
    schools: z.array(z.enum(schools)).min(1),
    fields: z.array(z.string().min(1)).min(1),
    bio: z.string().min(20),
    engagedDays: days,
  }),
);
export type TeachersFile = z.infer<typeof teachersFile>;

const learners = z.array(
  z.union([
    z.strictObject({ account: z.string() }),
    z.strictObject({
      pool: z.string(),
      from: z.number().int().nonnegative(),
      count: z.number().int().positive(),
    }),
  ]),
);

export const sectionsFile = z.array(
  z.strictObject({
    key: z.string().regex(/^[a-z0-9-]+$/),
    course: z.string(),
    /** The school that holds it, where it is not the one that made the course. */
    school: z.enum(schools).optional(),
    title: z.string().min(2).max(120),
    /** Which term: 0 the present one, −1 and −2 those before it, 1 the next. */
    term: z.union([z.literal(-2), z.literal(-1), z.literal(0), z.literal(1)]),
    /** `settling`: taught, its evaluation still open. `ahead`: planned for the next term. */
    phase: z.enum(['finished', 'settling', 'running', 'open', 'ahead']),
    kind: z.enum(sectionKinds),
    mode: z.enum(modes),
    /** The catalogue's teacher of the course when left out. */
    teacher: z.string().optional(),
    venue: name.nullable(),
    capacity: z.number().int().positive(),
    hoursFace: z.number().nonnegative(),
    /** Of its recordings each counts a quarter, as micro lectures do; this is what comes on top. */
    hoursRecorded: z.number().nonnegative(),
    /** Whom it is for: those of the course, or everybody. */
    audience: z.enum(['course', 'everyone']),
    /** Weeks are counted from the present one in this term, in others from the one in which the term begins. */
    meetings: z.array(
      z.strictObject({
        week: z.number().int(),
        weekday: z.number().int().min(1).max(7),
        at: clock,
        minutes: z.number().int().positive(),
        topic: z.string().min(2).max(120),
      }),
    ),
    /** What completing it asks besides 评教. */
    recordings: z.array(z.string()).default([]),
    quiz: z.boolean().default(false),
    /** Keys of exercises.json. */
    exercises: z.array(z.string()).default([]),
    attendShare: share.optional(),
    /** Its own evaluation window in days from the day of loading; two weeks from its last meeting when left out. */
    evaluation: z.strictObject({ opensInDays: z.number().int(), closesInDays: z.number().int() }).optional(),
    learners: learners.default([]),
    waiting: learners.default([]),
    /**
     * What became of the learners, in their order, over and over: C completes and evaluates, S completes without
     * evaluating, L has everything but the evaluation, Q failed the quiz, A was absent.
     */
    fates: z
      .string()
      .regex(/^[CSLQA]+$/)
      .default('C'),
    /** Meetings (from 1) that some of the learners (from 0) missed, whatever their fate. */
    missed: z
      .array(z.strictObject({ meeting: z.number().int().positive(), who: z.array(days).min(1) }))
      .default([]),
    /** How content they were, on the form's scale to 5. */
    quality: z.number().min(1).max(5).default(4.4),
    appraised: z.boolean().default(false),
    note: z.string().default(''),
  }),
);
export type SectionsFile = z.output<typeof sectionsFile>;
export type DemoSection = SectionsFile[number];

/** Rounds of preselection: of a term past, drawn, or of one to come, taking applications. */
export const roundsFile = z.array(
  z.strictObject({
    term: z.union([z.literal(0), z.literal(1)]),
    name,
    mostChoices: z.number().int().min(1),
    mostPlaces: z.number().int().min(1),
    mostLots: z.number().int().min(1),
    sections: z.array(z.string()).min(1),
    quotas: z.array(
      z.strictObject({
        section: z.string(),
        kind: z.enum(['community', 'age-from']),
        value: z.string(),
        label: name,
        share: z.number().int().min(1).max(100),
      }),
    ),
    applicants: z.array(
      z.strictObject({ who: learners, choices: z.array(z.string()).min(1), waitlist: z.boolean() }),
    ),
  }),
);
export type RoundsFile = z.output<typeof roundsFile>;
