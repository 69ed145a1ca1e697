/** The lists of 教学 whose items have pages of their own, by their address below `/teach`. */
const lists = {
  exercises: '小测和题库',
  'exercises/marking': '等着看的答卷',
  recordings: '录播',
  tasks: '作业和实践',
} as const;

/** The `breadcrumb` of a page of 教学; with `list`, of a page behind that list. */
export function teachingCrumbs(list?: keyof typeof lists): { label: string; href: string }[] {
  const desk = { label: '教学', href: '/teach' };
  return list ? [desk, { label: lists[list], href: `/teach/${list}` }] : [desk];
}
