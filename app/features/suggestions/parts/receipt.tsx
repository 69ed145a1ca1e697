import { ButtonLink } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { useSpoken } from '#app/ui/view.tsx';
import type { ContactPerson } from './contact.tsx';

/** The code of what was written without a name: the only time that it is shown, so nothing else stands beside it. */
export function Receipt({
  code,
  days,
  contact,
}: {
  code: string;
  days: { accept: number; answer: number };
  contact: ContactPerson;
}) {
  const spoken = useSpoken();
  return (
    <div className="stack gap-6">
      <Notice tone="success" title="收到了。回执码只显示这一次" announce>
        {spoken('请抄在纸上，或者把这一页打印出来。没有别的办法能找到这一份，连我们也不能。')}
      </Notice>
      <PageTitle
        title={spoken('你的回执码')}
        lead={spoken(
          `${days.accept} 个工作日内有人受理，${days.answer} 个工作日内答复。过几天凭它来看，看过还可以再说一句。`,
        )}
      />
      <p className="receipt-code">{code}</p>
      <p className="quiet">
        {spoken(
          `在“意见箱”里填回执码，就能看到答复。没有记下你是谁，所以不会通知你。急事请打电话：${contact.telephone}。`,
        )}
      </p>
      <div className="actions no-print">
        <ButtonLink href={`/suggestions/${code}`}>看这一份</ButtonLink>
        <ButtonLink href="/suggestions">回到意见箱</ButtonLink>
      </div>
    </div>
  );
}
