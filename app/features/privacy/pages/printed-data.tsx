import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { contactNames } from '#app/features/contacts/contact.rules.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { withheldTables } from '#app/features/privacy/declared-tables.rules.ts';
import { ownContacts } from '#app/features/privacy/own-data.server.ts';
import { type PrintedTable, printedData } from '#app/features/privacy/printed.server.ts';
import { noteTaking, tooOften } from '#app/features/privacy/taken.server.ts';
import { failure } from '#app/lib/http.server.ts';
import { formatDate } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { Table } from '#app/ui/table.tsx';

export const meta: MetaFunction = () => [{ title: '我的全部资料 · 社区学院' }];

export const handle: PageHandle = {
  breadcrumb: [
    { label: '我的', href: '/me' },
    { label: '我的资料', href: '/me/data' },
  ],
};

/** Everything about oneself, group by group, to read and to print. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const now = context.now();
  if (!(await noteTaking(context.db, { actor, form: 'printed', now }))) throw failure(request, 429, tooOften);
  const personId = actor.personId ?? '';
  const groups = await printedData(context.db, personId);
  const contacts = await ownContacts(context.db, { personId, env: context.env });
  return { groups, contacts, withheld: withheldTables, name: actor.name, day: now.toISOString() };
}

export default function PrintedData() {
  const { groups, contacts, withheld, name, day } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle
        title={`${name}的全部资料`}
        lead={`${formatDate(day)}学院记下的，按类排好。别人的名字写成“工作人员”。`}
      />
      <p className="no-print">
        要打印，用浏览器的“打印”。要给电脑读的文件，<a href="/me/data/data.json">下载 JSON</a>。
      </p>
      {contacts.length > 0 ? (
        <DescriptionList facts={contacts.map(({ kind, value }) => [contactNames[kind], value] as const)} />
      ) : null}
      {groups.map(({ group, tables }) => (
        <Section key={group} title={group}>
          {tables.map((table) => (
            <Printed key={table.table} {...table} />
          ))}
        </Section>
      ))}
      <Section title="没有列出的">
        <ul>
          {withheld.map(({ title, why }) => (
            <li key={title}>
              {title}：{why}
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

function Printed({ title, columns, rows, hasMore }: PrintedTable) {
  return (
    <div className="mt-6">
      <Table
        caption={title}
        rows={rows.map((cells, index) => ({ cells, index }))}
        rowKey={({ index }) => String(index)}
        columns={columns.map((label, at) => ({
          key: `${at}`,
          label,
          head: at === 0,
          render: ({ cells }: { cells: string[] }) => cells[at],
        }))}
      />
      {hasMore ? <p className="quiet">只列了前 200 条，全部在 JSON 文件里。</p> : null}
    </div>
  );
}
