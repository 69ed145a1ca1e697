import type { AskingSection, ExerciseOnDesk } from '#app/features/exercises/exercise-desk.server.ts';
import { daysWords } from '#app/features/timetable/section-words.rules.ts';
import { Section } from '#app/ui/page-title.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { Status } from '#app/ui/status.tsx';

interface Props {
  exercise: ExerciseOnDesk;
  sections: readonly AskingSection[];
}

/** Which running sections ask for this exercise, and which could ask for it instead of their own. */
export function AskingSections({ exercise, sections }: Props) {
  return (
    <Section title="哪些班考它">
      {sections.length === 0 ? (
        <p className="quiet">这门课现在没有要考小测的班。排班时会自动排上这门课最早建的那份。</p>
      ) : (
        <ul className="note-list">
          {sections.map(({ id, title, startsOn, endsOn, exerciseId, exerciseTitle }) => (
            <li key={id}>
              <p>
                <a href={`/teach/sections/${id}`}>{title}</a>
              </p>
              <p className="quiet">{daysWords(startsOn, endsOn)}</p>
              {exerciseId === exercise.id ? (
                <Status tone="done">考这份</Status>
              ) : (
                <>
                  <p className="quiet">现在考“{exerciseTitle}”</p>
                  <PostButton
                    action={`/teach/exercises/${exercise.id}`}
                    fields={{ means: 'ask', section: id }}
                    label={`让${title}改考这份`}
                  >
                    改考这份
                  </PostButton>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      <p className="quiet">只对以后选上的人算数，已经选上的人还考原来的。</p>
    </Section>
  );
}
