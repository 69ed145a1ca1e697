/** What stands in the detail of a line, in words: known fields by their Chinese names, others as they are. */
const fieldNames: Record<string, string> = {
  by: '系统的哪一部分',
  reason: '理由',
  why: '为什么',
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
  day: '从哪一天起',
  address: '页面',
  count: '条数',
};

/** The fields of a detail as term and text, in the order in which they were written. */
export function detailWords(detail: Record<string, unknown>): [term: string, text: string][] {
  return Object.entries(detail)
    .filter(([, value]) => value !== null && value !== '')
    .map(([field, value]) => [
      fieldNames[field] ?? field,
      field === 'why' ? (whyNames[String(value)] ?? String(value)) : wordsOf(value),
    ]);
}

function wordsOf(value: unknown): string {
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.join('、');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Why a grant was refused, or words were erased. */
const whyNames: Record<string, string> = {
  'account-closed': '账号注销',
  self: '给自己授权',
  separation: '系统、安全、审计三种管理不能在一个人身上',
  'not-yours-to-grant': '超出自己能授予的角色或者范围',
};

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
  journal_archive: '日志归档',
  import: '导入的表格',
  correction: '更正请求',
  suggestion: '意见',
  page: '页面',
  account: '账号',
  list: '名单',
  consent: '代办',
};

/** The kind of thing that a line is about. */
export const subjectName = (subjectType: string): string => subjectNames[subjectType] ?? subjectType;

/** What a look at the chain or at a file found, for the auditor: the same as `academy verify` says, in Chinese. */
export function faultWords(fault: string): string {
  const [, block, rest = ''] = /^block (\d+)(.*)$/.exec(fault) ?? [];
  const line = /line (\S+) is not/.exec(fault)?.[1];
  if (block && line) return `第 ${block} 块里编号 ${line} 的一条，和封存时的不一样。`;
  if (line) return `编号 ${line} 的一条，和封存时的不一样。`;
  if (block && rest.includes('other lines')) return `第 ${block} 块里少了或者多了日志。`;
  if (block) return `第 ${block} 块和前一块接不上。`;
  return fileFaults[fault] ?? '文件和记下的不一样。';
}

const fileFaults: Record<string, string> = {
  'its signature does not fit': '签名对不上。',
  'it does not lie where the chain has its place': '和链条上的位置对不上。',
  'the file is gone': '文件不见了。',
  'the file cannot be read': '文件打不开。',
  'the file has another hash': '文件的校验码变了。',
  'the store does not answer': '存放文件的地方现在打不开，过一会儿再核对。',
};
