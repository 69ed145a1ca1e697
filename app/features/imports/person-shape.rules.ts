/** The sheets of people and of posts: which columns, and how one fills them in. */
import type { KindShape } from './kinds.ts';
import {
  ageColumn,
  nameColumn,
  phoneColumn,
  placeColumns,
  postColumns,
  usernameColumn,
} from './person-columns.rules.ts';

const placeNotes = [
  '在哪里：社区、小区、楼栋、单元分几列写，或者在“所在组织”里写成一格，都可以。要和系统里的组织对得上；两处都写的，要是同一个地方。住址只在别处都没有写的时候才看。',
  '同一个人有几个岗位，就写几行，每一行都写上他的手机号或者用户名：一个社区里同名的，不写分不清是一个人还是两个人。',
  '身份证号、照片、银行卡号不要放进来，系统不收。',
];

export const peopleShape: KindShape = {
  key: 'people',
  name: '人员',
  unit: '人',
  lead: '把花名册里的人登记进来，连同他们在哪里、做什么。已经有的人不会重复。',
  columns: [nameColumn, phoneColumn, ...placeColumns, ...postColumns, ageColumn, usernameColumn],
  examples: [
    {
      name: '张三',
      community: '东园社区',
      building: '5 栋',
      position: '楼栋长',
      from: '2025-03-01',
      age: '60-64',
    },
    { name: '李四', community: '东园社区', position: '志愿者', from: '2025年3月' },
  ],
  notes: [
    ...placeNotes,
    '没有写岗位的，登记为居民。',
    '新来的人没有密码，第一次登录前请管理员或联络员帮他开通。',
  ],
  grouping: 'community',
  mostRows: 50_000,
  list: { href: '/admin/people', label: '看人员' },
};

export const appointmentsShape: KindShape = {
  key: 'appointments',
  name: '岗位',
  unit: '个岗位',
  lead: '给已经登记的人加岗位，或者写明哪一天离任。不认得的人不会新建。',
  columns: [
    nameColumn,
    phoneColumn,
    ...placeColumns,
    ...postColumns.map((spec) => (spec.key === 'position' ? { ...spec, needed: true } : spec)),
    usernameColumn,
  ],
  examples: [
    { name: '张三', community: '东园社区', building: '5 栋', position: '楼栋长', from: '2025-03-01' },
    {
      name: '李四',
      community: '东园社区',
      position: '网格员',
      from: '2023-01-01',
      to: '2025-06-30',
      username: 'lisi',
    },
  ],
  notes: [
    ...placeNotes,
    '人先按用户名找；没有写用户名的，找同名而且在这个社区里的人。有几个同名的，请写用户名。',
  ],
  grouping: 'community',
  mostRows: 50_000,
  list: { href: '/admin/people', label: '看人员' },
};
