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
