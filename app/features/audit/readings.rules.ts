/** What of somebody's was read, and at which desk, in the words of whoever it is about. Source: PIPL articles 44 and 45; domain model §5.2. */

export interface ReadingWords {
  record: string;
  desk: string;
}

/** Every opening of one person's record that the journal notes for that person. What is read as a list of many is not in it. */
export const readingWords: Readonly<Record<string, ReadingWords>> = {
  'person.opened': { record: '账号、岗位和角色', desk: '人员管理' },
  'sign-in.opened': { record: '登录的设备和两步登录', desk: '登录情况' },
  'contact.opened': { record: '手机号或邮箱', desk: '人员管理' },
  'account.closing-read': { record: '注销账号的情况', desk: '人员管理' },
  'correction.read': { record: '更正请求', desk: '更正请求' },
  'statement.read': { record: '年度学分情况表', desk: '组织考核或年度结账' },
  'statement.listed': { record: '名单里的年度结果和学分', desk: '组织考核' },
  'statement.exported': { record: '年度学分情况表，导出成 Excel', desk: '组织考核' },
  'statement.printed': { record: '年度学分情况表，打印', desk: '组织考核或年度结账' },
  'leadership.read': { record: '领办项目的条件', desk: '领办豁免' },
  'credit.read': { record: '一条学分记录', desk: '学分流水' },
  'adjustment.read': { record: '学分调整', desk: '学分调整' },
  'declaration.read': { record: '学分申报和凭据', desk: '申报审核' },
  'appeal.read': { record: '复核申请', desk: '复核' },
  'exemption.read': { record: '免考核', desk: '免考核' },
  'certificate.read': { record: '结业证书', desk: '证书' },
  'attempt.read': { record: '小测的答卷', desk: '批改' },
  'submission.read': { record: '交的作业', desk: '批改' },
  'assistance.read': { record: '选课和学习进度', desk: '社区联络' },
};

export const readingActions: readonly string[] = Object.keys(readingWords);
