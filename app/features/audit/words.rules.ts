/** What stands in the detail of a line, in words: known fields by their Chinese names, others as they are. */
const fieldNames: Record<string, string> = {
  by: '系统的哪一部分',
  reason: '理由',
  words: '说明',
  role: '角色',
  scope: '范围',
  orgUnitId: '单位',
  validFrom: '从',
  validTo: '到',
  year: '年度',
  on: '按哪一天',
  amount: '学分（百分之一）',
  entryId: '学分记录',
  personId: '人员',
  position: '身份',
  kind: '种类',
  score: '分数',
  filters: '筛选',
  name: '姓名',
  username: '用户名',
  title: '名称',
  note: '备注',
  from: '原来',
  into: '并到',
  address: '页面',
  count: '条数',
};

/** The fields of a detail as term and text, in the order in which they were written. */
export function detailWords(detail: Record<string, unknown>): [term: string, text: string][] {
  return Object.entries(detail)
    .filter(([, value]) => value !== null && value !== '')
    .map(([field, value]) => [
      fieldNames[field] ?? field,
      typeof value === 'object' ? JSON.stringify(value) : String(value),
    ]);
}

const subjectNames: Record<string, string> = {
  person: '人员',
  section: '班',
  course: '课程',
  teacher: '师资',
  recording: '录播',
  credit_entry: '学分记录',
  declaration: '申报',
  adjustment: '学分调整',
  appeal: '复核申请',
  exemption: '免考核',
  certificate: '证书',
  submission: '作业',
  attempt: '答卷',
  enrolment: '选课记录',
  round: '预选',
  term: '学期',
  venue: '场地',
  journal: '审计日志',
  journal_entry: '一条日志',
  page: '页面',
  account: '账号',
  list: '名单',
  consent: '代办',
};

/** The kind of thing that a line is about. */
export const subjectName = (subjectType: string): string => subjectNames[subjectType] ?? subjectType;
