import type { OpeningExemption } from '#app/features/catalogue/exemptions.server.ts';
import type { SectionSheet } from '#app/features/timetable/section-sheet.server.ts';
import { daysWords } from '#app/features/timetable/section-words.rules.ts';
import { formatShortDate } from '#app/lib/time.ts';
import { fiveOneNames, modeNames, positionNames, sectionKindNames } from '#app/lib/vocabulary.ts';
import { Bar } from '#app/ui/bar.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';

interface Props {
  section: SectionSheet;
  seats: { capacity: number; taken: number };
  exemptions: readonly OpeningExemption[];
}

/** What a section is, as the registrar sees it. */
export function SectionFacts({ section, seats, exemptions }: Props) {
  const { headTeacher } = section;
  const who = [...section.audience.map((position) => positionNames[position]), ...section.eligibility];
  const gone = section.state === 'cancelled' || section.state === 'merged';
  return (
    <DescriptionList
      facts={[
        [
          '课程',
          <a key="course" href={`/courses/${section.courseCode}`}>
            {section.courseTitle}
          </a>,
        ],
        ['学期', section.termName],
        ['类型', `${sectionKindNames[section.kind]}，${modeNames[section.mode]}`],
        ['老师', section.teacherName ?? '没有定'],
        [
          '班主任',
          headTeacher ? (
            <a key="head" href={`/admin/people/${headTeacher.id}`}>
              {headTeacher.name}
            </a>
          ) : (
            '没有定'
          ),
        ],
        ['起止', daysWords(section.startsOn, section.endsOn)],
        ['面向', who.length > 0 ? who.join('、') : '所有人'],
        ['怎样选', section.entry === 'lottery' ? '预选摇号' : '先到先得'],
        gone
          ? null
          : [
              '名额',
              <div key="seats">
                {seats.taken} 人，共 {seats.capacity} 个名额
                <Bar value={seats.taken} of={seats.capacity} />
              </div>,
            ],
        gone ? null : ['最少人数', `${section.minSize} 人`],
        section.note ? ['说明', section.note] : null,
        exemptions.length > 0
          ? [
              '开班免去',
              exemptions.map(({ item, reason, approvedBy, approvedAt }) => (
                <span key={item} className="block">
                  {fiveOneNames[item]}：{reason}
                  <span className="quiet">
                    {' '}
                    （{approvedBy}，{formatShortDate(approvedAt)}）
                  </span>
                </span>
              )),
            ]
          : null,
      ]}
    />
  );
}
