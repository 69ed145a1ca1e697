import { DescriptionList } from '#app/ui/description-list.tsx';
import { Section } from '#app/ui/page-title.tsx';
import { useSpoken } from '#app/ui/view.tsx';

export interface ContactPerson {
  name: string;
  telephone: string;
  hours: string;
  place: string;
}

/** Whom to telephone or to see, for whoever would rather speak than write. */
export function Contact({ contact: { name, telephone, hours, place } }: { contact: ContactPerson }) {
  const spoken = useSpoken();
  return (
    <Section title="不想写，就打电话或者当面说">
      <DescriptionList
        facts={[
          ['联络员', name],
          [
            '电话',
            <a key="telephone" href={`tel:${telephone}`}>
              {telephone}
            </a>,
          ],
          ['时间', hours],
          ['地点', place],
        ]}
      />
      <p className="quiet">{spoken('联络员可以替你写，写好念给你听，再交。')}</p>
    </Section>
  );
}
