export interface Problem {
  /** Stable and short, for programs: the `code` of a JSON error. */
  code: string;
  title: string;
  what: string;
  next: string;
}

/** What a person is told when a request cannot be answered, by HTTP status. Without 你 and 您, so that both views can show it. */
const problems: Record<number, Problem> = {
  400: {
    code: 'bad-request',
    title: '没能读懂这次请求',
    what: '地址或者填写的内容不完整，系统没能读懂。',
    next: '请返回上一页，检查后再试一次。',
  },
  401: {
    code: 'sign-in',
    title: '请先登录',
    what: '这一页要登录以后才能看。',
    next: '登录后会自动回到这里。',
  },
  403: {
    code: 'forbidden',
    title: '没有打开这一页的权限',
    what: '这一页只对承担相应工作的人开放。',
    next: '如果工作上需要，请联系学院教务。',
  },
  404: {
    code: 'not-found',
    title: '没有找到这一页',
    what: '地址可能写错了，也可能内容已经移走。',
    next: '可以回首页看看，或者到课程库里找一找。',
  },
  405: {
    code: 'method-not-allowed',
    title: '这个地址不能这样打开',
    what: '这个地址不接受这种打开或提交的方式。',
    next: '请回到原来的页面，用页面上的链接或按钮。',
  },
  408: {
    code: 'timeout',
    title: '提交没有完成',
    what: '网络太慢，内容没有传完，什么都没有改动。',
    next: '请换个信号好的地方再试一次。',
  },
  409: {
    code: 'conflict',
    title: '内容已经有了变化',
    what: '提交之前，这里的内容已经被更新过，所以这次没有保存。',
    next: '请刷新页面，看过最新内容再操作。',
  },
  413: {
    code: 'too-large',
    title: '提交的内容太大',
    what: '文件或文字超过了这里能接收的大小，没有保存。',
    next: '请换一个小一些的文件，或者分几次提交。',
  },
  414: {
    code: 'address-too-long',
    title: '地址太长',
    what: '网址超过了系统能读的长度。',
    next: '请把搜索的文字缩短一些再试。',
  },
  429: {
    code: 'too-many',
    title: '操作太频繁',
    what: '短时间内试的次数太多，系统先停了一下。',
    next: '请过几分钟再试。',
  },
  431: {
    code: 'headers-too-large',
    title: '浏览器带来的信息太多',
    what: '浏览器随请求带来的信息超过了系统能读的长度，多半是存了太多 Cookie。',
    next: '请清除本站的 Cookie，再重新登录。',
  },
  500: {
    code: 'internal',
    title: '系统出了点问题',
    what: '这不是操作的问题。出错的情况已经记录下来。',
    next: '请过一会儿再试；如果一直这样，请把下面的编号告诉学院教务。',
  },
  503: {
    code: 'unavailable',
    title: '系统正忙',
    what: '现在暂时连不上数据，或者记不了审计日志，所以这一次没有办成。已经保存的内容都在。',
    next: '请过一分钟再试。',
  },
};

export const crossSiteProblem: Problem = {
  code: 'cross-site',
  title: '这次提交没有执行',
  what: '这次提交不是从本站的页面发出的。为了安全，系统没有执行。',
  next: '请打开本站的页面，在页面上重新提交一次。',
};

/** The problem to show for a status; an unlisted one is told as its family (4xx as 400, everything else as 500). */
export function problemOf(status: number): Problem {
  const known = problems[status] ?? problems[status >= 400 && status < 500 ? 400 : 500];
  if (!known) throw new Error('the list of problems has lost its families');
  return known;
}
