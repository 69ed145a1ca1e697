/** A teacher's life in the library. Source: domain model, 师资库: 入库申请 → 审核 → 试讲 → 聘任 → 年度续聘／退出. */

export const teacherStages = ['applied', 'reviewed', 'trial', 'engaged', 'renewed', 'left'] as const;
export type TeacherStage = (typeof teacherStages)[number];

const following: Record<TeacherStage, readonly TeacherStage[]> = {
  applied: ['reviewed', 'left'],
  reviewed: ['trial', 'left'],
  trial: ['engaged', 'left'],
  engaged: ['renewed', 'left'],
  renewed: ['renewed', 'left'],
  left: ['applied'],
};

/** Stages in which somebody teaches, and is shown to the public if they agreed. */
export const teachingStages: readonly TeacherStage[] = ['engaged', 'renewed'];

/** Whether a stage may follow another; without an earlier one, everything begins with the application. */
export function mayFollow(next: TeacherStage, before: TeacherStage | null): boolean {
  return before === null ? next === 'applied' : following[before].includes(next);
}

/** What somebody types to find a teacher: part of the name, of its pinyin or initials, or of what they teach. */
export function matchesTeacher(
  q: string,
  { name, pinyin, words }: { name: string; pinyin: string; words: readonly string[] },
): boolean {
  const wanted = q
    .normalize('NFKC')
    .toLowerCase()
    .split(/[\s,，、]+/)
    .filter(Boolean);
  return wanted.every(
    (word) =>
      name.includes(word) ||
      words.some((each) => each.toLowerCase().includes(word)) ||
      pinyin.split(' ').some((each) => each.startsWith(word)),
  );
}
