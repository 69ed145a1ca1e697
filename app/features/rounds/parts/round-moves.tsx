import type { ReactNode } from 'react';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import type { RoundPage } from '../round-page.server.ts';
import { RoundSteps } from './round-steps.tsx';

type Shown = Omit<RoundPage, 'seed'>;

type Move = (means: string, label: string, words: ReactNode) => ReactNode;

/** How far the round is, and the next step when it is time for it, with what it will do. The seed stands on no page of the desk. */
export function RoundMoves({ round }: { round: Shown }) {
  const move: Move = (means, label, words) => (
    <ConfirmFold label={`${label}…`}>
      {words}
      <PostButton action={`/admin/rounds/${round.id}`} fields={{ means }} tone="primary">
        {label}
      </PostButton>
    </ConfirmFold>
  );
  return (
    <>
      <Section title="进行到哪一步">
        <RoundSteps
          round={round}
          actions={{
            0: publishing(round, move),
            2: round.state === 'closed' ? freezing(round, move) : undefined,
            3: drawing(move),
            4: admitting(move),
          }}
        />
      </Section>
      <Section title="公布的内容">
        <Published round={round} />
      </Section>
    </>
  );
}

function Published({ round }: { round: Shown }) {
  const { dropped, drawn, admitted } = round;
  return (
    <>
      <DescriptionList
        facts={[
          ['种子指纹', hash(round.seedHash)],
          round.inputsHash ? ['名单指纹', hash(round.inputsHash)] : null,
          dropped ? ['未参加的志愿', `${dropped} 个，原因写在本人的报名页上`] : null,
          drawn ? ['抽中', `${drawn.people} 人，${drawn.seats} 个名额（报名 ${drawn.applicants} 人）`] : null,
          admitted
            ? ['办理', `选上 ${admitted.enrolled}，没办成 ${admitted.yielded}，候补 ${admitted.waiting}`]
            : null,
        ]}
      />
      {round.state === 'preparing' ? (
        <p className="quiet">种子已经随机生成，谁也看不到，也改不了。公布以后，指纹对所有人可见。</p>
      ) : (
        <p>
          <a className="link-target" href={`/rounds/${round.id}`}>
            看公布的页面
          </a>
        </p>
      )}
    </>
  );
}

const hash = (value: string) => (
  <code key={value} className="hash">
    {value}
  </code>
);

const freezing = (round: Shown, move: Move) =>
  move(
    'freeze',
    '冻结报名',
    <p>
      逐个核对 {round.applicants}{' '}
      人的志愿，不再符合条件的标明原因并通知本人；然后定下名单，公布名单指纹。后台也会自动做这一步。
    </p>,
  );

const drawing = (move: Move) =>
  move(
    'draw',
    '摇号',
    <p>
      用报名截止前就定好的种子摇出结果，公开种子、名单和结果，不能重摇。想当众摇，就请大家先抄下名单指纹再点。不点的话，冻结
      10 分钟后由后台自动摇。
    </p>,
  );

const admitting = (move: Move) =>
  move(
    'admit',
    '录取',
    <p>给抽中的人办好选课，没抽中又想候补的按号的先后排进候补，每个人都收到通知。后台也会自动做这一步。</p>,
  );

function publishing(round: Shown, move: Move): ReactNode {
  if (round.sections.length === 0) return <p>先选参加预选的班，再公布。</p>;
  if (!round.closesAt)
    return (
      <Notice tone="warn" title="这个学期没有预选报名时间">
        先到学期里定一个报名时间，再公布。
      </Notice>
    );
  return move(
    'publish',
    '公布',
    <p>
      公布 {round.sections.length}{' '}
      个班、规则和种子指纹。公布以后，班级、规则和预留名额都不能再改；到了报名时间，学员就可以报名。
    </p>,
  );
}
