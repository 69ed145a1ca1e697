/** The demo academy's accounts: who each one is. A real academy has none of them. */
export const DEMO_FLAG = 'demo';
export const demoPassword = 'fangxing-2026';
export const demoAccounts = [
  { username: 'learner', who: '楼栋长' },
  { username: 'learner2', who: '单元长' },
  { username: 'secretary', who: '社区党组织书记' },
  { username: 'elder', who: '老年学员（长辈版）' },
  { username: 'instructor', who: '教师' },
  { username: 'registrar', who: '教务' },
  { username: 'reviewer', who: '学分审核员' },
  { username: 'appeals', who: '复核员' },
  { username: 'assessor', who: '组织考核查看人' },
  { username: 'liaison', who: '社区联络员' },
  { username: 'sysadmin', who: '系统管理员' },
  { username: 'security', who: '安全管理员' },
  { username: 'auditor', who: '审计员' },
] as const;
