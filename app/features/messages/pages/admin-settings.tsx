import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { contactNames, masked } from '#app/features/contacts/contact.rules.ts';
import { addressOf } from '#app/features/contacts/contacts.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { lastMessages } from '#app/features/messages/listing.server.ts';
import { stateNames, type Way, wayNames } from '#app/features/messages/message.rules.ts';
import { isCarried } from '#app/features/messages/providers.server.ts';
import { send } from '#app/features/messages/sending.server.ts';
import { doneIn, readFields } from '#app/lib/http.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { Table } from '#app/ui/table.tsx';
import { inTransaction } from '#db/transaction.server.ts';

export const meta: MetaFunction = () => [{ title: '短信和邮件 · 社区学院' }];
export const handle = { width: 'wide', breadcrumb: adminCrumbs() };

const ways = ['email', 'sms'] as const satisfies readonly Way[];
const kindNames: Record<string, string> = {
  reset: '重设密码的验证码',
  contact: '确认号码的验证码',
  note: '通知',
  test: '试发',
};
const doneWords = { test: '试发的一条已经排上，过几秒钟刷新看结果。' };
const form = z.object({ way: z.enum(ways) });

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'system-admin');
  const { db, env } = context;
  return {
    ways: ways.map((way) => ({ way, carried: isCarried(env, way) })),
    messages: await lastMessages(db),
    done: doneIn(request, doneWords),
  };
}

/** Sends one message to oneself. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'system-admin');
  const { db, env, now } = context;
  const parsed = form.safeParse(await readFields(request));
  const way: Way = parsed.success ? parsed.data.way : 'email';
  const kind = way === 'email' ? 'email' : 'phone';
  const personId = actor.personId ?? '';
  const own = parsed.success ? await addressOf(db, { env, personId, kind }) : null;
  if (!own) {
    const message = `先在“我的设置”里登记自己的${contactNames[kind]}，再试发。`;
    return data({ problems: [{ message }] }, 400);
  }
  await inTransaction(db, async (trx) => {
    await send(trx, {
      env,
      to: { way, address: own.value, masked: masked(kind, own.value), personId },
      kind: 'test',
      subject: '社区学院：试发',
      words: '【社区学院】这是系统管理员试发的一条，收到就说明通了。',
      now: now(),
    });
    await writeJournal(trx, {
      ...{ actor, action: 'message.tested', subjectType: 'person', subjectId: personId },
      ...{ detail: { way }, now: now() },
    });
  });
  return redirect('/admin/settings?done=test');
}

export default function AdminSettings() {
  const { done } = useLoaderData<typeof loader>();
  const problems = useActionData<typeof action>()?.problems ?? [];
  return (
    <>
      <ErrorSummary errors={problems} title="没有试发" />
      {done && problems.length === 0 ? <Notice tone="success" title={done} announce /> : null}
      <PageTitle
        title="短信和邮件"
        lead="验证码和通知由谁发出去，最近的 50 条发没发成。号码只显示头尾，内容不留。"
      />
      <Stack gap={8}>
        <Carriers />
        <Last />
      </Stack>
    </>
  );
}

function Carriers() {
  const { ways: carriers } = useLoaderData<typeof loader>();
  return (
    <Section title="由谁发">
      <Stack gap={4}>
        {carriers.map(({ way, carried }) => (
          <div key={way}>
            <p>
              <strong>{wayNames[way]}</strong>：
              {carried
                ? '已经配置。'
                : `没有配置，发不出去，只在日志里记一行。请在服务器上设 ${way === 'email' ? 'MAIL_URL 和 MAIL_FROM' : 'SMS_URL 和 SMS_TOKEN'}。`}
            </p>
            <PostButton action="/admin/settings" fields={{ way }}>
              试发一条{wayNames[way]}给自己
            </PostButton>
          </div>
        ))}
      </Stack>
    </Section>
  );
}

function Last() {
  const { messages } = useLoaderData<typeof loader>();
  return (
    <Section title="最近的">
      {messages.length === 0 ? <p className="quiet">还没有发过。</p> : null}
      {messages.length > 0 ? (
        <Table
          caption="最近的短信和邮件"
          rows={messages}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'at',
              label: '什么时候',
              head: true,
              short: true,
              render: ({ createdAt }) => formatMoment(createdAt),
            },
            { key: 'way', label: '方式', short: true, render: ({ way }) => wayNames[way] },
            { key: 'kind', label: '什么', render: ({ kind }) => kindNames[kind] ?? kind },
            { key: 'to', label: '发给', long: true, render: ({ masked: to }) => to },
            { key: 'state', label: '结果', render: ({ state }) => stateNames[state] },
            { key: 'tries', label: '试了几次', align: 'end', render: ({ tries }) => tries },
            { key: 'error', label: '对方怎么说', long: true, render: ({ lastError }) => lastError },
          ]}
        />
      ) : null}
    </Section>
  );
}
