import type { ReactNode } from 'react';

export type Todo = {
  title: ReactNode;
  /** By when, or why. */
  note?: ReactNode;
  /** The one thing to press: ButtonLink or PostButton. */
  action: ReactNode;
};

/** 接下来: at most three things, each with its button. Further ones belong on their own page. */
export function TodoList({ items }: { items: readonly Todo[] }) {
  return (
    <ol className="todos">
      {items.slice(0, 3).map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: drawn once, never reordered
        <li key={index}>
          <div>
            <p className="todo-title phrases">{item.title}</p>
            {item.note ? <p className="quiet">{item.note}</p> : null}
          </div>
          {item.action}
        </li>
      ))}
    </ol>
  );
}
