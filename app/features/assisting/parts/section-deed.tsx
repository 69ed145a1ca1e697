import { Button, ButtonLink } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/page-title.tsx';
import type { ChoiceFor } from '../choices.server.ts';
import type { AssistedPerson } from '../people.server.ts';
import type { SentForm } from '../sent-form.ts';
import { ConsentFields } from './consent-fields.tsx';

interface Props {
  person: Pick<AssistedPerson, 'id' | 'name'>;
  choice: ChoiceFor;
  sent: SentForm | undefined;
}

/** What can be done about a section for somebody now, with the form for their consent; or why nothing can. */
export function SectionDeed({ person, choice, sent }: Props) {
  const doing = doingOf(choice, person.name);
  if (!doing) {
    return (
      <Section title={`${person.name}现在不能选这个班`}>
        <Notice tone="warn" title={choice.refusal?.what}>
          {choice.refusal?.next}
        </Notice>
        <div className="actions mt-6">
          <ButtonLink href={`/assist/people/${person.id}/sections`}>看别的班</ButtonLink>
        </div>
      </Section>
    );
  }
  return (
    <Section title={doing.title}>
      <p className="mb-4">{doing.what}</p>
      <form className="form" method="post" action={`/assist/people/${person.id}/sections/${choice.id}`}>
        <input type="hidden" name="deed" value={doing.deed} />
        <ConsentFields name={person.name} sent={sent} />
        <div className="actions">
          <Button type="submit" tone="primary">
            {doing.button}
          </Button>
        </div>
      </form>
    </Section>
  );
}

/** Null when the person may not take the section. */
function doingOf({ standing, refusal, taken, capacity }: ChoiceFor, name: string) {
  if (standing === 'enrolled')
    return {
      deed: 'withdraw',
      title: '替本人退选',
      what: `${name}已经选上这个班。退选后名额会转给候补的人，或者放回班里。`,
      button: `替${name}退选`,
    };
  if (standing === 'waiting')
    return {
      deed: 'withdraw',
      title: '替本人退出候补',
      what: `${name}在排这个班的候补。退出后，再候补要重新排队。`,
      button: `替${name}退出候补`,
    };
  if (refusal) return null;
  if (taken >= capacity)
    return {
      deed: 'wait',
      title: '替本人排候补',
      what: `名额满了。候补按先后排队，和大家一样；轮到${name}时，会出现在“联络”页上，要打电话问。`,
      button: `替${name}排候补`,
    };
  return {
    deed: 'enrol',
    title: '替本人选这个班',
    what: `先把时间、地点跟${name}说清楚，本人同意了再选。选上以后会通知本人，本人可以退选。`,
    button: `替${name}选上`,
  };
}
