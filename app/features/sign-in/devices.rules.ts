/** What somebody signed in with, as coarse as it takes to recognise it: no versions, no models. Browsers say it themselves. */

const kinds = { phone: '手机', tablet: '平板', computer: '电脑', program: '程序' } as const;
const programs = {
  wechat: '微信',
  alipay: '支付宝',
  dingtalk: '钉钉',
  qq: 'QQ',
  uc: 'UC 浏览器',
  huawei: '华为浏览器',
  xiaomi: '小米浏览器',
  edge: 'Edge',
  firefox: 'Firefox',
  chrome: 'Chrome',
  safari: 'Safari',
} as const;
type Kind = keyof typeof kinds;
type Program = keyof typeof programs;

/** In this order: browsers claim to be those they descend from. */
const marks: readonly (readonly [Program, RegExp])[] = [
  ['wechat', /MicroMessenger/i],
  ['alipay', /AlipayClient/i],
  ['dingtalk', /DingTalk/i],
  ['qq', /MQQBrowser|QQBrowser|\bQQ\//i],
  ['uc', /UCBrowser|UCWEB/i],
  ['huawei', /HuaweiBrowser/i],
  ['xiaomi', /MiuiBrowser/i],
  ['edge', /\bEdg(?:e|A|iOS)?\//],
  ['firefox', /Firefox\/|FxiOS\//],
  ['chrome', /Chrom(?:e|ium)\/|CriOS\//],
  ['safari', /Safari\//],
];

/** Codes of kind and program, as in `phone wechat`; of a program that is no browser `program`. */
export function deviceOf(userAgent: string | null | undefined): string {
  const told = (userAgent ?? '').slice(0, 500);
  const kind = kindOf(told);
  const program = marks.find(([, mark]) => mark.test(told))?.[0];
  return program ? `${kind} ${program}` : kind;
}

function kindOf(told: string): Kind {
  if (/iPad|Tablet|PlayBook/i.test(told) || (/Android/i.test(told) && !/Mobile/i.test(told))) return 'tablet';
  if (/iPhone|iPod|Android|HarmonyOS|Mobile/i.test(told)) return 'phone';
  return /Mozilla\//.test(told) ? 'computer' : 'program';
}

/** `手机 · 微信`, `电脑 · Chrome`. */
export function deviceWords(device: string): string {
  const [kind = '', program = ''] = device.split(' ');
  const words = [
    Object.hasOwn(kinds, kind) ? kinds[kind as Kind] : '没有记下的设备',
    ...(Object.hasOwn(programs, program) ? [programs[program as Program]] : []),
  ];
  return words.join(' · ');
}
