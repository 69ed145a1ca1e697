import { taskNote } from '#app/features/tasks/own-task-words.rules.ts';
import type { OwnTask } from '#app/features/tasks/reading.server.ts';
import { taskKindNames } from '#app/features/tasks/work.rules.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';

/** Tasks of a course that completing it does not ask. */
export function OtherTaskList({ tasks, enrolmentId }: { tasks: readonly OwnTask[]; enrolmentId: string }) {
  return (
    <ul className="link-list">
      {tasks.map((task) => (
        <li key={task.id}>
          <a href={`/learn/${enrolmentId}/tasks/${task.id}`}>{task.title}</a>
          <br />
          <span className="quiet">
            {taskKindNames[task.kind]}
            {task.credits > 0 ? `，通过得 ${formatHundredths(task.credits)} 学分` : null}，{taskNote(task)}
          </span>
        </li>
      ))}
    </ul>
  );
}
