import { goalNames, goals, groupName } from '#app/features/formation/formation-words.ts';
import type { OwnPlace } from '#app/features/formation/own-place.server.ts';
import { Button } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { Status } from '#app/ui/status.tsx';
import { useSpoken } from '#app/ui/view.tsx';

interface Props {
  own: OwnPlace;
  enrolmentId: string;
  /** Goals are asked while people are still to meet. */
  asks: boolean;
}

/** On the page of an enrolment: what one wants from the course, later where one sits, why, and with whom. */
export function OwnFormation({ own, enrolmentId, asks }: Props) {
  const spoken = useSpoken();
  if (own.place) {
    const { cohortName, headName, group, reason, mates } = own.place;
    return (
      <Section title="班和小组" id="group">
        <p>
          <strong>{spoken(`你在${cohortName}${groupName(group)}。`)}</strong>
        </p>
        <DescriptionList
          facts={[
            ['为什么', reason],
            ['同组', mates.length > 0 ? mates.join('、') : '现在没有别人'],
            headName ? ['班主任', headName] : null,
          ]}
        />
      </Section>
    );
  }
  if (own.waits)
    return (
      <Section title="班和小组" id="group">
        <p>{spoken('分班已经定了，你是后来选上的。教务补好以后会通知你。')}</p>
      </Section>
    );
  return asks && own.open ? <GoalForm goal={own.goal} enrolmentId={enrolmentId} /> : null;
}

function GoalForm({ goal, enrolmentId }: { goal: OwnPlace['goal']; enrolmentId: string }) {
  const spoken = useSpoken();
  const action = `/learn/${enrolmentId}/goal`;
  const form = (
    <form className="form" method="post" action={action}>
      <RadioGroup
        name="goal"
        label={spoken('你想从这门课得到什么')}
        optional
        required
        value={goal ?? undefined}
        hint={spoken('只用来分班分组，只有教务看得到。确认分班以前可以改。')}
        choices={goals.map((one) => ({ value: one, label: goalNames[one] }))}
      />
      <div className="actions">
        <Button type="submit">保存目标</Button>
      </div>
    </form>
  );
  return (
    <Section title="学习目标" id="goal">
      {goal ? (
        <>
          <p>
            <Status tone="done">{spoken(`你说的是：${goalNames[goal]}`)}</Status>
          </p>
          <details className="fold-plain">
            <summary>改一改</summary>
            {form}
            <PostButton action={action} tone="quiet" fields={{ goal: 'none' }}>
              不说了
            </PostButton>
          </details>
        </>
      ) : (
        form
      )}
    </Section>
  );
}
