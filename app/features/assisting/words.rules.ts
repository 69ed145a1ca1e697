/** The words that somebody is told about their own selection, told to a liaison about that person. */

interface Words {
  what: string;
  next: string;
}

/** 你 becomes the person's name; the liaison finds on the person's page what the person finds in 我的课. */
export function aboutPerson({ what, next }: Words, name: string): Words {
  return { what: about(what, name), next: about(next, name) };
}

function about(words: string, name: string): string {
  return words.replaceAll('“我的课”', `${name}的页面`).replace(/你(?!们)/g, name);
}

/** What a liaison is told of somebody whom they do not reach, known or not. */
export const notInReach = '没有找到这个人，或者不在你负责的范围里。自己的课，请在“我的课”里选。';

/** How to reach somebody: the product keeps no telephone numbers. */
export function reachingWords({ elder, hasAccount }: { elder: boolean; hasAccount: boolean }): string {
  const why = hasAccount
    ? elder
      ? '有账号，不过通知可能没看到。'
      : '有账号，通知会自己看到。'
    : '没有账号，收不到通知。';
  return `${why}有事请按社区名册上的电话联系，或者当面问。`;
}

const disputed: Record<string, string> = {
  undone: '记下了，已经替你退出来。教务会来问清楚。',
  noted: '记下了。教务会来问清楚。',
  closed: '记下了，教务会来问清楚。退选时间已过、班已开始，所以你还在名单上，教务会和你商量。',
  drawing: '记下了，教务会来问清楚。报名已经截止，撤不回来了；抽中也可以退选，教务会和你商量。',
  completed: '记下了，教务会来问清楚。这门课已经结业，记录先留着。',
};

/** What a page of one's own is told in its address after an objection. */
export function disputedWords(done: string | null): string | null {
  return done && Object.hasOwn(disputed, done) ? (disputed[done] ?? null) : null;
}
