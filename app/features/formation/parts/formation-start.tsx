import type { FormationDesk } from '#app/features/formation/desk.server.ts';
import type { SentForm } from '#app/features/formation/sent-form.ts';
import { Button } from '#app/ui/button.tsx';
import { Columns } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { SettingsFields } from './settings-fields.tsx';

interface Props {
  usual: { fields: Record<string, string>; hint: string };
  desk: FormationDesk;
  sent: SentForm;
}

/** Before anything is proposed: how it is to be done. */
export function FormationStart({ usual, desk, sent }: Props) {
  return (
    <Columns
      aside={
        <Section title="怎么定的">
          <ol className="plain-steps">
            <li>人数先定：几个班、几个组，尽量一样多。</li>
            <li>再看学习目标、所在社区、学过多少、岗位。</li>
            <li>每个人为什么在这里，都写一句话，本人也看得到。</li>
            <li>你可以一个个移，移过的人再分时不动。</li>
            <li>满意了再确认，确认时通知大家。</li>
          </ol>
        </Section>
      }
    >
      {desk.tooMany ? (
        <Notice tone="warn" title="人太多，不适合分班">
          这个班超过 {desk.people} 人。可以先排几个班，让学员分开选。
        </Notice>
      ) : (
        <form className="form" method="post">
          <SettingsFields sent={sent} known={usual.fields} hint={usual.hint} />
          <div className="actions">
            <Button type="submit" tone="primary" name="means" value="propose">
              分班
            </Button>
          </div>
        </form>
      )}
    </Columns>
  );
}
