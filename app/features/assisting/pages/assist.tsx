import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { assistQuery } from '#app/features/assisting/assist.schema.ts';
import { assistDoneOf, assistDoneWords } from '#app/features/assisting/done-words.ts';
import { callsToMake, mustBeCalled } from '#app/features/assisting/offers-to-call.server.ts';
import { OfferCallCard } from '#app/features/assisting/parts/offer-call-card.tsx';
import { peopleOfLiaison } from '#app/features/assisting/people.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { noteList } from '#app/features/journal/openings.server.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { CardGrid, Stack } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { SearchBox } from '#app/ui/search-box.tsx';
import { Table } from '#app/ui/table.tsx';

export const meta: MetaFunction = () => [{ title: '联络 · 社区学院' }];

/** More than a morning's calls: the others come up when these are done. */
const MOST_SHOWN = 20;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'liaison');
  await noteList(context.db, { actor, action: 'assistance.listed', url: request.url, now: context.now() });
  const search = new URL(request.url).searchParams;
  const { q, page } = assistQuery.parse(Object.fromEntries(search));
  const now = context.now();
  const { offers, toCallInAll, othersInAll } = await callsToMake(context.db, { actor, now });
  const people = await peopleOfLiaison(context.db, { actor, q, page, now });
  const toCall = offers.filter(mustBeCalled);
  return {
    ...people,
    q,
    toCall: toCall.slice(0, MOST_SHOWN),
    toCallInAll,
    othersInAll,
    others: offers.filter((offer) => !mustBeCalled(offer)).slice(0, MOST_SHOWN),
    self: actor.personId,
    done: assistDoneOf(search.get('done')),
  };
}

export default function Assist() {
  const { done } = useLoaderData<typeof loader>();
  return (
    <>
      {done ? <Notice tone="success" title={assistDoneWords[done]} announce /> : null}
      <PageTitle
        title="联络"
        lead="替不方便上网的邻居选课、接名额。先问过本人再办，每件事本人都会收到通知，也撤得回。"
        actions={<ButtonLink href="/assist/log">我办过的事</ButtonLink>}
      />
      <Stack gap={8}>
        <Calls />
        <People />
      </Stack>
    </>
  );
}

function Calls() {
  const { toCall, toCallInAll, others, othersInAll } = useLoaderData<typeof loader>();
  return (
    <>
      <Section title={toCallInAll > 0 ? `要打电话的（${toCallInAll}）` : '要打电话的'}>
        {toCall.length === 0 ? (
          <p className="quiet">现在没有。老年学员和没有账号的人等到名额时，会按截止时间排在这里。</p>
        ) : (
          <p className="mb-4">
            候补等到了名额，先打截止最早的。电话请查社区名册，这里不存号码。
            {toCallInAll > toCall.length ? `先列出 ${toCall.length} 个，办完会补上后面的。` : null}
          </p>
        )}
        <CardGrid>
          {toCall.map((offer, index) => (
            <OfferCallCard key={offer.offerId} offer={offer} first={index === 0} />
          ))}
        </CardGrid>
      </Section>
      {others.length > 0 ? (
        <Section title={`自己会答复的（${othersInAll}）`}>
          <p className="mb-4">这些人有账号，已经收到通知。快到截止时间还没答复的，可以提醒一声。</p>
          <CardGrid>
            {others.map((offer) => (
              <OfferCallCard key={offer.offerId} offer={offer} />
            ))}
          </CardGrid>
        </Section>
      ) : null}
    </>
  );
}

function People() {
  const { people, total, page, pageSize, q, self } = useLoaderData<typeof loader>();
  return (
    <Section title="找人" id="people">
      <Stack gap={4}>
        <SearchBox action="/assist#people" label="按姓名找" value={q} placeholder="姓名或拼音，如 axl" />
        <Table
          caption="负责范围里的人，按姓名"
          captionHidden
          rows={people}
          rowKey={({ id }) => id}
          empty={<p>负责的范围里没有这样的人。从姓名的第一个字找起，也可以打拼音。</p>}
          columns={[
            {
              key: 'name',
              label: '姓名',
              head: true,
              short: true,
              render: ({ id, name }) =>
                id === self ? (
                  <a href="/me/courses">{name}（自己）</a>
                ) : (
                  <a href={`/assist/people/${id}`}>{name}</a>
                ),
            },
            { key: 'posts', label: '身份', render: ({ posts }) => posts.join('；') },
          ]}
        />
        <ExportLink rows={total} unit="人" />
        {total > 0 ? (
          <Pagination
            page={page}
            pageSize={pageSize}
            total={total}
            unit="人"
            href={(to) => `/assist?${new URLSearchParams({ ...(q ? { q } : {}), page: String(to) })}#people`}
          />
        ) : null}
      </Stack>
    </Section>
  );
}
