/** Made-up data for looking at the components. Nobody here exists. */
import type { CourseCardProps } from '#app/ui/course-card.tsx';
import type { NavItem } from '#app/ui/site-header.tsx';

export const nav: readonly NavItem[] = [
  { label: '首页', href: '/' },
  { label: '课程', href: '/courses' },
  { label: '老师', href: '/teachers' },
  { label: '课程地图', href: '/curriculum' },
  { label: '课表', href: '/timetable' },
];

export const courses: readonly CourseCardProps[] = [
  {
    code: 'ZL05',
    title: '四方五步协商议事',
    href: '/courses/ZL05',
    school: 'governance',
    module: '协商议事',
    teacher: '白一鸣 · 街道协商议事指导员',
    when: '周三晚 7:00 起，共 6 次',
    where: '云谷路睦邻中心 302 教室',
    credits: '4 学分',
    seats: { capacity: 30, taken: 22 },
    score: { value: 92, count: 37 },
  },
  {
    code: 'DX02',
    title: '全域党建引领社区治理：“三步走”理念与方兴实践',
    href: '/courses/DX02',
    school: 'party',
    module: '党建引领',
    teacher: '高远 · 区委党校讲师',
    when: '周六上午 9:00 起，共 4 次',
    where: '社区中心报告厅',
    credits: '4 学分',
    seats: { capacity: 60, taken: 60, waiting: 3 },
    score: { count: 3 },
  },
  {
    code: 'LN02',
    title: '手机不难：从挂号到打车',
    href: '/courses/LN02',
    school: 'senior',
    module: '数字素养',
    teacher: '叶小满 · 社区工作者',
    when: '周二上午 9:30 起，共 8 次',
    where: '锦绣睦邻生活馆',
    credits: '2 学分',
    seats: { capacity: 24, taken: 9 },
    score: { value: 96, count: 58 },
  },
  {
    code: 'SM04',
    title: '楼栋长上岗第一课',
    href: '/courses/SM04',
    school: 'citizen',
    module: '邻里共治',
    teacher: '江小舟 · 实务导师',
    when: '录播，随时可学，共 3 讲',
    credits: '2.5 学分',
    score: { value: 89, count: 112 },
  },
  {
    code: 'ZL13',
    title: '居民需求怎样变成服务菜单',
    href: '/courses/ZL13',
    school: 'governance',
    module: '需求与服务',
    teacher: '江小舟 · 实务导师',
    when: '周四晚 7:00 起，共 4 次',
    where: '社区中心二楼研讨室',
    credits: '3 学分',
    seats: { capacity: 40, taken: 12 },
    score: { value: 94, count: 21 },
  },
  {
    code: 'LN06',
    title: '剪一张团花过年',
    href: '/courses/LN06',
    school: 'senior',
    module: '文化艺术',
    teacher: '叶小满 · 社区工作者',
    when: '周五上午 9:30 起，共 3 次',
    where: '锦绣睦邻生活馆',
    credits: '1 学分',
    seats: { capacity: 20, taken: 18 },
    score: { value: 97, count: 64 },
  },
];

/** One of each module, for seeing all the covers. */
export const coverModules = [
  ['DX01', 'party', '政治理论'],
  ['DX04', 'party', '组织建设'],
  ['DX09', 'party', '作风纪律'],
  ['DX11', 'party', '党员作用'],
  ['ZL01', 'governance', '治理方法'],
  ['ZL05', 'governance', '协商议事'],
  ['ZL08', 'governance', '阵地运营'],
  ['ZL10', 'governance', '资源整合'],
  ['ZL13', 'governance', '研究写作'],
  ['ZL20', 'governance', '项目管理'],
  ['ZL21', 'governance', '治理创新'],
  ['LN01', 'senior', '健康'],
  ['LN02', 'senior', '数字素养'],
  ['LN05', 'senior', '文化艺术'],
  ['LN06', 'senior', '文化艺术'],
  ['LN09', 'senior', '老有所为'],
  ['LN11', 'senior', '安全法治'],
  ['SM01', 'citizen', '志愿服务'],
  ['SM04', 'citizen', '邻里共治'],
  ['SM05', 'citizen', '家庭教育'],
  ['SM06', 'citizen', '绿色生活'],
  ['SM07', 'citizen', '生活服务'],
  ['SM08', 'citizen', '物业治理'],
  ['SM09', 'citizen', '社区文化'],
] as const;

export type RosterRow = {
  id: string;
  name: string;
  post: string;
  place: string;
  attended: string;
  state: 'done' | 'progress' | 'attention' | 'closed';
  word: string;
  credits: number;
};

export const roster: readonly RosterRow[] = [
  {
    id: '1',
    name: '沈青禾',
    post: '楼栋长',
    place: '云谷社区 · 5 栋',
    attended: '6 / 6',
    state: 'done',
    word: '已结业',
    credits: 4,
  },
  {
    id: '2',
    name: '石宁',
    post: '单元长',
    place: '云谷社区 · 5 栋 2 单元',
    attended: '5 / 6',
    state: 'attention',
    word: '待评价',
    credits: 0,
  },
  {
    id: '3',
    name: '米兰',
    post: '网格长',
    place: '锦绣社区 · 第三网格',
    attended: '4 / 6',
    state: 'progress',
    word: '学习中',
    credits: 0,
  },
  {
    id: '4',
    name: '苏木',
    post: '社区工作者',
    place: '锦绣社区',
    attended: '1 / 6',
    state: 'closed',
    word: '已退选',
    credits: 0,
  },
];
