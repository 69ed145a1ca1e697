import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { privacyNotices } from '#app/features/privacy/notices.server.ts';
import { failure } from '#app/lib/http.server.ts';
import { renderMarkdown } from '#app/lib/markdown.server.ts';
import { dayOf, formatDate } from '#app/lib/time.ts';
import { handbookPage } from '#app/shell/handbook.server.ts';
import { HandbookArticle } from '#app/shell/parts/handbook-article.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { RichText } from '#app/ui/rich-text.tsx';

export const meta: MetaFunction = () => [{ title: '个人信息说明 · 社区学院' }];

export const handle = { width: 'reading' };

/** The privacy notice in force, or an older version of it; in an academy that has published none, the help page. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const today = dayOf(context.now());
  const all = (await privacyNotices(context.db)).filter(({ validFrom }) => validFrom <= today);
  const asked = new URL(request.url).searchParams.get('version');
  const shown = asked === null ? all[0] : all.find(({ version }) => version === asked);
  if (asked !== null && !shown) throw failure(request, 404, { message: '没有这个版本的说明。' });
  if (!shown) {
    const page = handbookPage('privacy');
    if (!page) throw failure(request, 404);
    return { page, notice: null };
  }
  const { title, version, validFrom, body } = shown;
  const notice = { title, version, validFrom, html: renderMarkdown(body), inForce: shown === all[0] };
  const versions = all.map((each) => ({ version: each.version, validFrom: each.validFrom }));
  return { page: null, notice, versions };
}

export default function Privacy() {
  const data = useLoaderData<typeof loader>();
  if (!data.notice) return data.page ? <HandbookArticle page={data.page} /> : null;
  const { notice, versions } = data;
  return (
    <>
      <PageTitle title={notice.title} lead={`${notice.version} 版，从 ${formatDate(notice.validFrom)}起。`} />
      {notice.inForce ? null : (
        <Notice title="这是旧版本" action={<a href="/privacy">看现在的版本</a>}>
          留着给大家查：当时同意的是这些话。
        </Notice>
      )}
      <RichText html={notice.html} />
      <Section title="自己的资料">
        <p>
          登录后，在<a href="/me/data">我的资料</a>里查看、下载、更正、撤回同意或者注销账号。更多说明见
          <a href="/help/privacy">帮助：个人信息</a>。
        </p>
      </Section>
      <Section title="各个版本">
        <ul className="link-list">
          {versions.map(({ version, validFrom }, index) => (
            <li key={version}>
              <a href={index === 0 ? '/privacy' : `/privacy?version=${version}`}>
                {version} 版，{formatDate(validFrom)}起
              </a>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
