import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { CatchingUpList } from '#app/features/credits/parts/catching-up-list.tsx';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { isAskedForConsent } from '#app/features/privacy/consents.server.ts';
import { formatDate, formatMoment } from '#app/lib/time.ts';
import { positionNames } from '#app/lib/vocabulary.ts';
import { myDesk } from '#app/shell/me.server.ts';
import { MyCourses } from '#app/shell/parts/my-courses.tsx';
import { StandingAside, StandingLetter } from '#app/shell/parts/standing-letter.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Columns } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { TodoList } from '#app/ui/todo-list.tsx';
import { useSpoken, You } from '#app/ui/view.tsx';

export const meta: MetaFunction = () => [{ title: '我的 · 社区学院' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const personId = actor.personId ?? '';
  const now = context.now();
  const desk = await myDesk(context.db, { personId, now });
  const asksConsent = await isAskedForConsent(context.db, { personId, now });
  const posts = desk.standing.posts
    .slice(0, 2)
    .map(({ unitName, position }) => `${unitName} ${positionNames[position]}`);
  return { ...desk, name: actor.name, posts, asksConsent };
}

export default function Me() {
  const desk = useLoaderData<typeof loader>();
  return (
    <>
      {desk.asksConsent ? (
        <Notice
          title="个人信息说明有新版本"
          action={<ButtonLink href="/me/data/consents">看一看，说同不同意</ButtonLink>}
        >
          不着急，看别的不受影响。
        </Notice>
      ) : null}
      <StandingLetter
        eyebrow={[desk.name, ...desk.posts].join('\u00a0· ')}
        year={desk.year}
        standing={desk.standing}
      />
      <div className="mt-12">
        <Columns aside={<Aside />}>
          <Section title="接下来">
            <NextThings />
          </Section>
          <Section title="我的课" more={{ label: '全部', href: '/me/courses' }}>
            <MyCourses courses={desk.courses.slice(0, 4)} waiting={desk.waiting} finished={desk.finished} />
          </Section>
        </Columns>
      </div>
    </>
  );
}

const buttonOf = {
  offer: '去确认',
  confirm: '去核对',
  evaluate: '去评价',
  watch: '去看',
  quiz: '去做题',
  task: '去做',
  attend: '看安排',
  choose: '去选课',
} as const;

function NextThings() {
  const { things } = useLoaderData<typeof loader>();
  if (things.length === 0) {
    return (
      <EmptyState
        title="现在没有要办的事"
        action={
          <ButtonLink href="/courses" tone="primary">
            去课程库看看
          </ButtonLink>
        }
      >
        <p>
          选一门课，
          <You />
          的安排就会出现在这里。
        </p>
      </EmptyState>
    );
  }
  return (
    <TodoList
      items={things.map((thing, index) => ({
        title: thing.title,
        note: thing.until ? `${formatMoment(thing.until)} 截止` : undefined,
        action: (
          <ButtonLink href={thing.href} tone={index === 0 ? 'primary' : 'secondary'}>
            {buttonOf[thing.kind]}
          </ButtonLink>
        ),
      }))}
    />
  );
}

function Aside() {
  const { notices, standing, filling, catching, year } = useLoaderData<typeof loader>();
  const spoken = useSpoken();
  return (
    <>
      <CatchingUpList items={catching} />
      <StandingAside standing={standing} filling={filling} year={year} />
      <Section title="通知">
        {notices.length === 0 ? <p className="quiet">没有新通知。</p> : null}
        <ul className="note-list">
          {notices.map((notice) => (
            <li key={notice.id}>
              <p className="todo-title">{spoken(notice.title)}</p>
              <p>{spoken(notice.body)}</p>
              <p className="quiet">
                {formatDate(notice.createdAt)}
                {notice.link ? (
                  <>
                    {' · '}
                    <a href={notice.link}>
                      查看<span className="sr-only">：{notice.title}</span>
                    </a>
                  </>
                ) : null}
              </p>
            </li>
          ))}
        </ul>
      </Section>
      <Section title="查一查">
        <ul className="link-list">
          <li>
            <a href="/me/timetable">我的课表</a>
          </li>
          <li>
            <a href="/checkin">输码签到</a>
          </li>
          <li>
            <a href="/me/credits">我的学分</a>
          </li>
          <li>
            <a href="/me/certificates">我的证书</a>
          </li>
          <li>
            <a href="/me/declarations">申报学分</a>
          </li>
          <li>
            <a href={`/me/statements/${year}`}>{year} 年学分情况表</a>
          </li>
          <li>
            <a href="/me/application">预选报名和摇号结果</a>
          </li>
          <li>
            <a href="/me/settings">我的设置</a>
          </li>
          <li>
            <a href="/me/data">我的资料</a>
          </li>
          <li>
            <a href="/me/readings">谁看过我的资料</a>
          </li>
        </ul>
      </Section>
    </>
  );
}
