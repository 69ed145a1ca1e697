/**
 * How a table of the academy is declared for whoever asks what is known about them: theirs by a column, nobody's, or not given out and why.
 * Source: PIPL article 45, access and copy; domain model §5.1.
 */

export const groups = [
  '账号',
  '岗位',
  '授权',
  '选课',
  '学习',
  '考勤',
  '考试和作业',
  '评学',
  '学分',
  '证书',
  '年度情况表',
  '申报',
  '申诉',
  '通知',
  '代办',
  '同意、更正和注销',
  '谁看过',
] as const;
export type Group = (typeof groups)[number];

export interface OwnRows {
  kind: 'own';
  group: Group;
  title: string;
  /** The column that names the person: of the table itself, or of `through`. */
  by: string;
  /** The rows hang on rows of another table: `on` here is `key` there. */
  through?: { table: string; on: string; key: string };
  /** A column of the table itself that must name the person as well. */
  also?: string;
  /** What else must be so: a column and its value. */
  only?: readonly [column: string, value: string];
  /** Columns that are not given out: what opens a door, and what is about somebody else. */
  omit: readonly string[];
  /** Where the title of the course comes from. */
  course?: 'section_id' | 'course_id' | 'enrolment_id';
  /** What the printed page shows of a row, by column; nothing: only how many there are. */
  shown: Readonly<Record<string, string>>;
  /** The order; by an index, where there may be many. */
  order?: string;
}

export type Declared =
  | OwnRows
  /** About nobody, or only about what somebody did for the academy. */
  | { kind: 'nobody' }
  /** About people, and yet not given out. */
  | { kind: 'withheld'; title: string; why: string };

type More = Partial<Pick<OwnRows, 'by' | 'omit' | 'course' | 'shown' | 'order' | 'also' | 'only'>>;

/** Rows that name the person themselves, in `person_id` unless said otherwise. */
export function own(group: Group, title: string, more: More = {}): OwnRows {
  return { kind: 'own', group, title, by: 'person_id', omit: [], shown: {}, ...more };
}

/** Rows that hang on rows of the person: `via('…', '…', 'appeal.id', 'appeal_id')`. */
export function via(group: Group, title: string, parent: string, on: string, more: More = {}): OwnRows {
  const [table = '', key = 'id'] = parent.split('.');
  return { ...own(group, title, more), through: { table, key, on } };
}

export const nobodys: Declared = { kind: 'nobody' };
export const withheld = (title: string, why: string): Declared => ({ kind: 'withheld', title, why });

const people = /(^|_)(by|person_id|liaison_id|actor_id|on_behalf_of|head_teacher_id)$/;

/** Whether a column holds the id of a person: it is given out as a role. */
export const namesPerson = (column: string): boolean => people.test(column);

/** Whoever stands in a row: oneself, somebody of the staff, or nobody. Other people's names are theirs. */
export function roleOf(personId: string | null, self: string): string | null {
  if (personId === null) return null;
  return personId === self ? '本人' : '工作人员';
}
