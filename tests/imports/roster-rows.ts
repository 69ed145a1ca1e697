import type { Cell } from './sheets.ts';

/** Rows of a roster of people, each with all of its columns. */
export const HEAD = ['姓名', '手机', '社区', '楼栋', '职务', '任职时间', '结束日期', '用户名'];
/** Two telephone numbers. */
export const [A, B] = ['19911110001', '19911110002'];

export interface Said {
  name?: string;
  phone?: string;
  community?: string;
  building?: string;
  post?: string;
  from?: string;
  to?: string;
  username?: string;
}
export const row = ({
  name = '张三',
  phone,
  community = '东园社区',
  building,
  post = '志愿者',
  ...said
}: Said): Cell[] => [
  ...[name, phone ?? '', community, building ?? '', post],
  ...[said.from ?? '2025-3-1', said.to ?? '', said.username ?? ''],
];
