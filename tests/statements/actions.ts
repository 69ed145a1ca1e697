import rubricFile from '#content/forms/appraisal.json';
import formFile from '#content/forms/evaluation.json';
import type { Db } from '#db/database.ts';
import { rowId } from './fill.ts';
import { PASSWORD } from './large-academy.ts';
import { CLASS, FREE } from './many-classes.ts';
import { ATTEMPT } from './many-markings.ts';
import { ENROLMENTS, SEAT } from './many-records.ts';
import type { Asking } from './signed-in.ts';

export interface Deed {
  /** Null: somebody who is not signed in. */
  as: Asking | null;
  at: string;
  /** What is sent: a form or JSON. Made when it is sent, since some of it comes from the deed before. */
  form?: (db: Db) => Promise<Record<string, string>> | Record<string, string>;
  json?: (db: Db) => Promise<object> | object;
  status: number;
  secondsLater?: number;
}

const [id, seat, theClass, free] = [rowId, rowId(SEAT), rowId(CLASS), rowId(FREE)];
const film = `/learn/${seat}/recordings/${id(300)}/viewing`;
const quiz = `/learn/${seat}/exercises/${id(1)}`;

async function attemptOf(db: Db): Promise<string> {
  const query = db.selectFrom('attempt').select('id').where('enrolment_id', '=', seat).where('open', '=', 1);
  return (await query.executeTakeFirstOrThrow()).id;
}

async function leaseOf(db: Db): Promise<string> {
  const query = db.selectFrom('viewing_lease').select('lease').where('person_id', '=', id(1));
  return (await query.executeTakeFirstOrThrow()).lease;
}

const ballot = Object.fromEntries((formFile[0]?.questions ?? []).map(({ key }) => [key, '5']));
const appraisal = Object.fromEntries(rubricFile.criteria.map(({ key }) => [key, 'good']));

/** What people do most, in an order in which each can succeed. */
export const deeds: readonly Deed[] = [
  {
    as: null,
    at: '/login',
    form: () => ({ username: 'person-12500', password: PASSWORD }),
    status: 302,
  },
  { as: 'chooser', at: `/json/sections/${free}/enrolment`, form: () => ({}), status: 200 },
  { as: 'chooser', at: `/json/sections/${free}/withdrawal`, form: () => ({}), status: 200 },
  { as: 'chooser', at: `/sections/${free}/enrolment`, form: () => ({}), status: 303 },
  { as: 'chooser', at: `/sections/${free}/withdrawal`, form: () => ({}), status: 303 },
  { as: 'chooser', at: `/sections/${free}/basket-item`, form: () => ({}), status: 303 },
  { as: 'chooser', at: '/json/me/basket', form: () => ({ section: free }), status: 200 },
  { as: 'chooser', at: `/json/sections/${theClass}/swap`, form: () => ({ drop: free }), status: 200 },
  { as: 'chooser', at: `/sections/${free}/swap`, form: () => ({ drop: theClass }), status: 303 },
  // The same course twice: refused, and what could be given up for it is looked up.
  { as: 'chooser', at: `/sections/${free}/enrolment`, form: () => ({}), status: 409 },
  { as: 'chooser', at: `/sections/${free}/withdrawal`, form: () => ({}), status: 303 },
  { as: 'learner', at: `/json/sections/${id(3000)}/offer`, form: () => ({ answer: 'decline' }), status: 200 },
  {
    as: 'learner',
    at: '/json/me/application',
    form: () => ({ choice: id(50_013), waitlist: 'yes' }),
    status: 200,
  },
  { as: 'learner', at: '/me/application', form: () => ({ choice1: id(50_014) }), status: 303 },
  { as: 'learner', at: '/json/me/application', form: () => ({ means: 'withdraw' }), status: 200 },
  { as: 'learner', at: `${film}/lease`, json: () => ({}), status: 200 },
  {
    as: 'learner',
    at: film,
    json: async (db) => ({ lease: await leaseOf(db), spans: [[0, 5]], rate: 1 }),
    status: 200,
    secondsLater: 10,
  },
  {
    as: 'learner',
    at: `${film}/answer`,
    json: async (db) => ({ lease: await leaseOf(db) }),
    status: 200,
    secondsLater: 20,
  },
  {
    as: 'learner',
    at: `/learn/${seat}/recordings/${id(300)}/notes`,
    form: () => ({ means: 'add', at: '0:05', words: '先认门，再认人' }),
    status: 303,
  },
  { as: 'learner', at: quiz, form: () => ({}), status: 303 },
  {
    as: 'learner',
    at: `/json${quiz}/answers`,
    form: async (db) => ({ attempt: await attemptOf(db) }),
    status: 200,
  },
  {
    as: 'learner',
    at: `${quiz}/answers`,
    form: async (db) => ({ attempt: await attemptOf(db), means: 'save' }),
    status: 303,
  },
  {
    as: 'learner',
    at: `${quiz}/answers`,
    form: async (db) => ({ attempt: await attemptOf(db), means: 'hand-in-anyway' }),
    status: 303,
  },
  { as: 'learner', at: `/learn/${seat}/evaluation`, form: () => ballot, status: 303 },
  { as: 'learner', at: `/learn/${seat}/appraisal-reply`, form: () => ({ comment: '谢谢老师' }), status: 303 },
  { as: 'learner', at: `/learn/${rowId(ENROLMENTS + 1)}/goal`, form: () => ({ goal: 'team' }), status: 303 },
  {
    as: 'teacher',
    at: `/teach/exercises/marking/${rowId(ATTEMPT + 1)}`,
    form: () => ({ right1: 'yes', words1: '看得清楚。' }),
    status: 303,
  },
  {
    as: 'teacher',
    at: `/teach/sections/${theClass}/attendance`,
    form: () => ({ meeting: id(8001), [id(1)]: 'late', [id(150)]: 'present' }),
    status: 303,
  },
  {
    as: 'teacher',
    at: `/teach/sections/${theClass}/appraisals`,
    form: () => ({ ...appraisal, enrolment: rowId(SEAT + 150), comment: '很用心' }),
    status: 303,
  },
  {
    as: 'registrar',
    at: '/admin/credits/adjustments/new',
    form: () => ({
      ...{ person: id(9), kind: 'missed', category: 'A', elective: 'required', title: '现场观摩' },
      ...{
        units: '1.5',
        shown: '150',
        occurredOn: '2026-11-20',
        reason: '签到表上有',
        evidence: '签到表第 2 页',
      },
    }),
    status: 303,
  },
  {
    as: 'registrar',
    at: `/admin/credits/adjustments/${id(1)}`,
    form: () => ({ means: 'confirm', words: '对过签到表' }),
    status: 303,
  },
  {
    as: 'registrar',
    at: `/admin/credits/${id(2001)}/reversal`,
    form: () => ({ reason: '重复记入了一次' }),
    status: 303,
  },
  {
    as: 'liaison',
    at: `/assist/people/${id(79)}/sections/${free}`,
    form: () => ({ deed: 'enrol', means: 'phone', words: '想学，周三有空', agreed: 'yes' }),
    status: 303,
  },
  { as: 'liaison', at: `/assist/offers/${id(39)}`, form: () => ({ outcome: 'no-answer' }), status: 303 },
  { as: 'learner', at: '/me/timetable', form: () => ({ means: 'make' }), status: 200 },
  { as: 'learner', at: '/me/timetable', form: () => ({ means: 'end' }), status: 303 },
  { as: 'learner', at: '/view', form: () => ({ view: 'elder' }), status: 303 },
];
