import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { consentWords } from '#app/features/assisting/consent.rules.ts';
import { type SlipClass, slipOf } from '#app/features/assisting/slip.server.ts';
import { notInReach } from '#app/features/assisting/words.rules.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { noteOpened } from '#app/features/journal/openings.server.ts';
import { failure } from '#app/lib/http.server.ts';
import { dayOf, formatDate, formatMoment, formatShortDate } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { StatementSheet } from '#app/ui/statement-sheet.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.person.name ?? ''}的上课通知单 · 社区学院` },
];

export const handle: PageHandle = {
  breadcrumb: (data) => {
    const { person } = data as { person: { id: string; name: string } };
    return [
      { label: '联络', href: '/assist' },
      { label: person.name, href: `/assist/people/${person.id}` },
    ];
  },
};

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'liaison');
  const now = context.now();
  const slip = await slipOf(context.db, { actor, personId: params.personId ?? '', now });
  if (!slip) throw failure(request, 404, { message: notInReach });
  await noteOpened(context.db, {
    actor,
    action: 'assistance.read',
    subject: ['person', params.personId ?? ''],
    concerns: params.personId ?? '',
    now: context.now(),
  });
  return { ...slip, liaison: actor.name, today: dayOf(now) };
}

export default function SlipPage() {
  const { person, applied, classes, waiting, liaison, today } = useLoaderData<typeof loader>();
  return (
    <Stack gap={6}>
      <p className="no-print">
        用浏览器的“打印”，一张 A4 纸（或 A5 纸）印给{person.name}带回家，贴在看得见的地方。
      </p>
      <StatementSheet
        title={`${person.name}的上课通知单`}
        signatures={['本人', `联络员 ${liaison}`]}
        foot={
          <>
            {formatDate(today)}
            打印。以后有变动，以教务通知为准。
          </>
        }
      >
        {classes.length + waiting.length === 0 && !applied ? <p>现在没有选课，也没有候补。</p> : null}
        {classes.map((one) => (
          <SlipClassFacts key={one.sectionId} one={one} />
        ))}
        {waiting.length > 0 ? (
          <section className="sheet-scheme">
            <h2>在候补</h2>
            <ul className="sheet-lines">
              {waiting.map(({ entryId, courseTitle, sectionTitle, position }) => (
                <li key={entryId}>
                  {courseTitle}（{sectionTitle}），排第 {position} 位。等到名额，联络员会打电话问您。
                </li>
              ))}
            </ul>
          </section>
        ) : null}
        {applied ? (
          <section className="sheet-scheme">
            <h2>报了预选，等摇号</h2>
            <ul className="sheet-lines">
              <li>
                {applied.termName} {applied.roundName}
              </li>
              <li>
                票号：<strong>{applied.ticket}</strong>。公布的名单里只有票号，没有名字。
              </li>
              {applied.closesAt ? (
                <li>{formatMoment(applied.closesAt)} 报名截止，截止以前可以改，也可以撤回；然后摇号。</li>
              ) : null}
            </ul>
          </section>
        ) : null}
        <section className="sheet-scheme">
          <h2>不想上了，或者没有同意过</h2>
          <p>
            给学院教务打电话，或者到教务窗口说一声：报姓名和课名，就能退掉，不用说原因。也可以请家里人代说。
          </p>
          <p>教务电话：＿＿＿＿＿＿＿＿＿＿　联络员电话：＿＿＿＿＿＿＿＿＿＿</p>
        </section>
      </StatementSheet>
    </Stack>
  );
}

/** A few lines for each class, so that a term fits on one sheet. */
function SlipClassFacts({ one }: { one: SlipClass }) {
  const { deed } = one;
  return (
    <section className="sheet-scheme">
      <h2>
        {one.courseTitle}（{one.sectionTitle}）
      </h2>
      <ul className="sheet-lines">
        <li>时间：{[one.when, ...one.dates].join('；')}</li>
        {one.places.length > 0 ? <li>地点：{one.places.join('；')}</li> : null}
        {one.teacherName ? <li>老师：{one.teacherName}</li> : null}
        {deed ? (
          <li>
            联络员 {deed.liaisonName} {formatShortDate(deed.givenAt)}代选，您{consentWords(deed.means)}。
          </li>
        ) : null}
      </ul>
    </section>
  );
}
