import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { withheldTables } from '#app/features/privacy/declared-tables.rules.ts';
import { policy } from '#app/features/privacy/policy.rules.ts';
import { doneIn } from '#app/lib/http.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { useSpoken } from '#app/ui/view.tsx';

export const meta: MetaFunction = () => [{ title: '我的资料 · 社区学院' }];

export const handle: PageHandle = { width: 'reading', breadcrumb: [{ label: '我的', href: '/me' }] };

/** What one can do with what the academy knows about one. Reads nothing of it. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireActor(request, context);
  return {
    contact: policy.contact,
    withheld: withheldTables.map(({ title, why }) => ({ title, why })),
    done: doneIn(request, { 'taken-back': '注销已经取消，账号照旧。' }),
  };
}

export default function MyData() {
  const { contact, withheld, done } = useLoaderData<typeof loader>();
  const spoken = useSpoken();
  return (
    <>
      {done ? <Notice tone="success" title={done} announce /> : null}
      <PageTitle
        title="我的资料"
        lead={spoken('学院记了你什么，你都可以看、可以下载、可以请学院改，也可以不用了。')}
      />
      <Section title="看和下载">
        <p>{spoken('全部资料，按类排好，可以打印。看一次，学院会留一条记录，只有你自己和审计员看得到。')}</p>
        <div className="actions">
          <ButtonLink href="/me/data/print" tone="primary">
            看全部资料
          </ButtonLink>
          <ButtonLink href="/me/data/data.json">下载给电脑读的文件（JSON）</ButtonLink>
        </div>
        <p>
          <a href="/me/readings">谁看过我的资料：什么时候、哪个角色、看了什么</a>
        </p>
      </Section>
      <Section title="改正和同意">
        <ul className="link-list">
          <li>
            <a href="/me/data/corrections">写错了，请学院更正</a>
          </li>
          <li>
            <a href="/me/settings">自己改看的方式、字号和密码</a>
          </li>
          <li>
            <a href="/me/data/consents">我同意过什么，撤回同意</a>
          </li>
          <li>
            <a href="/privacy">个人信息说明</a>
          </li>
        </ul>
      </Section>
      <Section title="不用了">
        <p>
          <a href="/me/data/closing">注销账号：删什么、留什么、留多久</a>
        </p>
      </Section>
      <Section title="不给出的">
        <p>密码、验证码、登录用的密钥，还有系统自己排队和防作弊的记录，不在里面。</p>
        <details className="fold">
          <summary>一共 {withheld.length} 种，每一种为什么</summary>
          <ul>
            {withheld.map(({ title, why }) => (
              <li key={title}>
                {title}：{why}
              </li>
            ))}
          </ul>
        </details>
      </Section>
      <Section title="找谁">
        <p>
          {contact.name}，电话 {contact.telephone}，{contact.place}。
        </p>
      </Section>
    </>
  );
}
