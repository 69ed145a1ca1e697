/** The columns of sheets of people, and what they are called in the rosters of streets and communities. */
import type { ColumnSpec } from './columns.rules.ts';

export const placeColumns: readonly ColumnSpec[] = [
  {
    key: 'community',
    label: '所在社区',
    others: ['社区', '所属社区', '社区名称', '居委会', '所在居委会', '村居', '社区（村）'],
    hint: '社区的名字。只写到社区也可以。',
  },
  {
    key: 'area',
    label: '小区或网格',
    others: ['小区', '网格', '所在小区', '所属小区', '小区名称', '所在网格', '所属网格', '网格名称'],
    hint: '小区或者网格的名字，可以不写。',
  },
  {
    key: 'building',
    label: '楼栋',
    others: ['楼号', '栋号', '幢号', '所在楼栋', '楼栋号', '几栋', '负责楼栋', '楼幢', '房屋楼栋'],
    hint: '写 5 栋、5号楼、5 都行，可以不写。',
  },
  {
    key: 'entrance',
    label: '单元',
    others: ['单元号', '所在单元', '负责单元'],
    hint: '写 2 单元或者 2，可以不写。',
  },
  {
    key: 'unit',
    label: '所在组织',
    others: [
      '组织',
      '所属组织',
      '组织名称',
      '所在党组织',
      '党组织',
      '所属支部',
      '所在支部',
      '党支部',
      '单位',
      '负责区域',
    ],
    hint: '也可以写成一格：东园社区 5 栋。党组织写支部的名字。和社区、楼栋几列要对得上。',
  },
  {
    key: 'address',
    label: '住址',
    others: ['家庭住址', '地址', '家庭地址', '现住址', '居住地址'],
    unasked: true,
    hint: '别的几列都没有写在哪里的，才照住址找。',
  },
];

export const postColumns: readonly ColumnSpec[] = [
  {
    key: 'position',
    label: '岗位',
    others: [
      '职务',
      '身份',
      '岗位名称',
      '担任职务',
      '现任职务',
      '人员类别',
      '人员类型',
      '类别',
      '任职岗位',
      '学员类型',
    ],
    hint: '楼栋长、单元长、网格员、党员、志愿者、居民 等。',
  },
  {
    key: 'from',
    label: '任职时间',
    others: [
      '开始日期',
      '任职日期',
      '任职开始',
      '任职起始时间',
      '起始日期',
      '开始时间',
      '上任时间',
      '任职时间起',
      '任职时间开始',
      '任期起',
      '起',
      '聘任时间',
      '入职时间',
      '从哪天起',
      '任职起止时间',
      '起止时间',
      '起止日期',
      '任期',
    ],
    hint: '2025-3-1、2025年3月 都行，也可以写一段：2022.3-2025.3。不写就从导入那一天算起。',
  },
  {
    key: 'to',
    label: '结束日期',
    others: [
      '任职结束',
      '离任时间',
      '离任日期',
      '结束时间',
      '截止日期',
      '任期止',
      '任期结束',
      '任期至',
      '任职时间止',
      '任职时间结束',
      '止',
      '卸任时间',
      '最后一天',
    ],
    hint: '还在任的空着，或者写 至今。',
  },
];

export const phoneColumn: ColumnSpec = {
  key: 'phone',
  label: '手机',
  others: ['手机号', '手机号码', '电话', '联系电话', '联系方式', '电话号码', '移动电话', '联系手机'],
  hint: '十一位手机号，可以不写。写了就拿来分清同名的人。',
};

export const usernameColumn: ColumnSpec = {
  key: 'username',
  label: '用户名',
  others: ['账号', '登录名', '帐号', '系统账号', '登录账号'],
  hint: '已经有账号的人写了最准。新来的人空着，系统按姓名的拼音取一个。',
};

export const nameColumn: ColumnSpec = {
  key: 'name',
  label: '姓名',
  others: ['名字', '人员姓名', '学员姓名', '楼栋长姓名', '姓名（必填）', '成员姓名', '负责人', '负责人姓名'],
  needed: true,
  hint: '必填。',
};

export const ageColumn: ColumnSpec = {
  key: 'age',
  label: '年龄段',
  others: ['年龄', '出生年份', '出生年月', '出生日期', '生日', '年龄（岁）'],
  hint: '70-79、73 或者出生年份都行，只留年龄段，可以不写。',
};
