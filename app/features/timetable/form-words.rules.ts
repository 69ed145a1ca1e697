/** What the forms for sections say of people and of who may take a section. */
import type { FormProblem } from './clash-words.rules.ts';

type Called =
  | { kind: 'one' | 'none' | 'nobody-asked' }
  | { kind: 'several'; people: readonly { username: string }[] };

const MOST_NAMED = 5;

/** Why the head teacher could not be found by what was typed. */
export function headTeacherProblem(called: Called, text: string): FormProblem[] {
  const field = { field: 'headTeacher', reason: 'head-teacher' };
  if (called.kind === 'none')
    return [{ ...field, message: `没有找到叫“${text}”的人。请写全名或用户名；不确定就先空着。` }];
  if (called.kind !== 'several') return [];
  const usernames = called.people.slice(0, MOST_NAMED).map(({ username }) => username);
  const message = `有 ${called.people.length} 位都叫“${text}”，请改填用户名：${usernames.join('、')}${called.people.length > MOST_NAMED ? ' 等' : ''}。`;
  return [{ ...field, message }];
}

/** The rules of a section from what a form asked: any of some communities, and an age at least. */
export function eligibilityAsked(
  communities: readonly { id: string; name: string }[],
  ageFrom: string,
): { kind: 'community' | 'age-from'; value: string; label: string }[] {
  const places = communities.map(({ id, name }) => ({ kind: 'community' as const, value: id, label: name }));
  return ageFrom ? [...places, { kind: 'age-from', value: ageFrom, label: `${ageFrom} 岁以上` }] : places;
}
