/** The sheet of sections of a term. */
import type { ColumnSpec } from './columns.rules.ts';
import type { KindShape } from './kinds.ts';

const column = (
  key: string,
  label: string,
  others: readonly string[],
  hint: string,
  needed = false,
): ColumnSpec => ({
  ...{ key, label, others, hint },
  ...(needed ? { needed } : {}),
});

export const sectionsShape: KindShape = {
  key: 'sections',
  name: '班级',
  unit: '个班',
  lead: '把一个学期的开班计划排进来，和一个一个排一样检查：老师、阵地、时间冲不冲突。排好的班还没有开。',
  columns: [
    column(
      'course',
      '课程',
      ['课程代码', '课程编号', '课程名称', '课程名', '课名', '课'],
      '必填。写课程代码最准，也可以写全名。',
      true,
    ),
    column(
      'term',
      '学期',
      ['开课学期', '学期名称', '学期代码'],
      '必填。学期的名称，例如 2027 春季学期。',
      true,
    ),
    column('title', '班名', ['班级', '班级名称', '班次名称', '班次'], '必填。', true),
    column(
      'kind',
      '类型',
      ['班级类型', '班型', '班的类型'],
      '专题班、骨干班、常态班、定制班、开放课。不写就是常态班。',
    ),
    column(
      'mode',
      '上课方式',
      ['授课方式', '方式', '教学方式'],
      '线下、录播、线下 + 录播 等。不写就照课程的。',
    ),
    column(
      'teacher',
      '老师',
      ['授课老师', '任课老师', '教师', '授课教师', '主讲', '主讲老师', '讲师'],
      '老师的姓名。不写就先不定。',
    ),
    column('head', '班主任', ['跟班老师', '班主任姓名'], '班主任的姓名或用户名，可以不写。'),
    column(
      'capacity',
      '名额',
      ['人数', '招收人数', '计划人数', '限额', '名额数', '容量'],
      '必填。收多少人。',
      true,
    ),
    column('least', '最少人数', ['开班人数', '最低人数'], '不写就是 1。'),
    column(
      'from',
      '开始日期',
      ['开课日期', '开班日期', '开课时间', '开始时间', '起始日期'],
      '必填。2027-3-1 这样。',
      true,
    ),
    column('to', '结束日期', ['结课日期', '结束时间', '截止日期', '结课时间'], '必填。', true),
    column('weekdays', '星期', ['上课星期', '周几', '星期几', '上课日'], '周三；一周几次的写 周二、周四。'),
    column('meetings', '课次', ['次数', '上课次数', '总课次', '几次课'], '一共上几次。纯录播的班写 0。'),
    column('at', '上课时间', ['时间', '几点', '上课时刻', '起始时刻'], '19:00、晚上7点半 都行。'),
    column('minutes', '每次分钟数', ['分钟', '时长', '每次时长', '每次分钟'], '不写就是 90。'),
    column('venue', '阵地', ['地点', '上课地点', '教室', '场地', '授课地点'], '阵地的名称，可以不写。'),
    column('note', '说明', ['备注', '班级说明'], '给学员看的，可以不写。'),
  ],
  examples: [
    {
      ...{
        course: 'ZL001',
        term: '2027 春季学期',
        title: '四方五步协商议事（周三晚班）',
        kind: '常态班',
        teacher: '张老师',
      },
      ...{
        capacity: '30',
        from: '2027-03-03',
        to: '2027-04-28',
        weekdays: '周三',
        meetings: '6',
        at: '19:00',
        minutes: '90',
      },
    },
  ],
  notes: [
    '谁可以选，照课程定的；要改，排好以后到班级的页里改。',
    '同一门课、同一个学期、同一个班名的，算已经有了，不动它。',
  ],
  grouping: 'course',
  mostRows: 300,
  list: { href: '/admin/sections', label: '看班级' },
};
