/** The lists of 教务 whose items have pages of their own, by their address below `/admin`. */
const lists = {
  appeals: '申诉复核',
  assisted: '代选记录',
  'credits/adjustments': '学分调整',
  certificates: '结业证书',
  corrections: '更正请求',
  credits: '学分流水',
  declarations: '学分申报',
  exemptions: '免考核',
  imports: '表格导入',
  organisation: '组织',
  people: '人员',
  policies: '规则和方案',
  recordings: '录播',
  rounds: '预选',
  sections: '班级',
  'sign-in': '登录情况',
  statements: '年度结账',
  suggestions: '意见箱',
  terms: '学期',
  venues: '阵地',
  waivers: '领办豁免',
} as const;

/** The `breadcrumb` of a page of 教务; with `list`, of a page behind that list. */
export function adminCrumbs(list?: keyof typeof lists): { label: string; href: string }[] {
  const desk = { label: '教务', href: '/admin' };
  return list ? [desk, { label: lists[list], href: `/admin/${list}` }] : [desk];
}

/** The `breadcrumb` of a page behind the closing of a year. */
export function yearCrumbs(year: number): { label: string; href: string }[] {
  return [...adminCrumbs('statements'), { label: `${year} 年度`, href: `/admin/statements/${year}` }];
}
