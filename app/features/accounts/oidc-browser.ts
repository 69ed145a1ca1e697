/** The cookie that knows a browser again when it comes back from the other service. */
const NAME = 'academy_oidc';
const SECONDS = 600;

/** Lax: the way back is a link from another site. */
export function browserCookie(browser: string, secure: boolean): string {
  return `${NAME}=${browser}; Path=/login/oidc; Max-Age=${browser ? SECONDS : 0}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

/** What the cookie holds; null without one. */
export function browserIn(cookieHeader: string | null): string | null {
  return new RegExp(`(?:^|;\\s*)${NAME}=([\\w-]{43})`).exec(cookieHeader ?? '')?.[1] ?? null;
}

export const oidcAwayWords =
  '统一身份现在连不上。请过一会儿再试，或者回登录页用用户名和密码登录，和平时一样。';

/** What somebody reads who came back and could not be let in. */
export const oidcRefusals = {
  lost: '这次登录已经过期，或者不是在这个浏览器里开始的。请回登录页重新来一次。',
  refused: '统一身份没有确认身份，或者在那边点了取消。可以重新来一次，也可以用用户名和密码登录。',
  away: oidcAwayWords,
  unknown:
    '统一身份登录成功了，但学院里还没有账号和它绑定。已经有学院账号的，先用用户名和密码登录，在“我的设置”里绑定；还没有账号的，请联系学院教务或者社区联络员。',
  taken: '没有绑定：这个统一身份，或者这个学院账号，已经绑定过了。要换的话，请先去掉原来的绑定。',
} as const;
