import { Button } from '#app/ui/button.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { RichText } from '#app/ui/rich-text.tsx';
import { useSpoken } from '#app/ui/view.tsx';

/** The short form of the notice in force with both answers, side by side and neither chosen. */
export function AskConsent({ notice }: { notice: { version: string; title: string; html: string } }) {
  const spoken = useSpoken();
  return (
    <Section title={notice.title}>
      <RichText html={spoken(notice.html)} />
      <p>
        <a href="/privacy">看全文</a>
      </p>
      <form className="form" method="post">
        <input type="hidden" name="kind" value="notice" />
        <input type="hidden" name="version" value={notice.version} />
        <p className="quiet">
          {spoken('不同意也能看课程、看自己的记录、退课和注销。凭法律保存的学分流水和日志，不靠你的同意。')}
        </p>
        <div className="actions">
          <Button name="means" value="agree" tone="primary">
            同意
          </Button>
          <Button name="means" value="refuse">
            不同意
          </Button>
        </div>
      </form>
    </Section>
  );
}
