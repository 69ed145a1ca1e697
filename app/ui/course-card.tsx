import type { ReactNode } from 'react';
import { CourseCover } from './course-cover.tsx';
import { Phrases } from './phrases.tsx';
import { SchoolMark } from './school-mark.tsx';
import { Score, type ScoreProps } from './score.tsx';
import { SeatBar } from './seat-bar.tsx';
import type { School } from './tokens.ts';

export type CourseCardProps = {
  code: string;
  title: string;
  href: string;
  school: School;
  module: string;
  teacher?: string;
  /** In words: 周三晚 7:00 起，共 6 次. */
  when?: ReactNode;
  where?: string;
  /** 4 学分 */
  credits: ReactNode;
  seats?: { capacity: number; taken: number; waiting?: number };
  score?: ScoreProps;
  /** A status, where the reader has to do with this course. */
  status?: ReactNode;
  level?: 2 | 3;
};

/** A course on the board: everything needed to decide whether to open it. */
export function CourseCard(card: CourseCardProps) {
  const Heading = `h${card.level ?? 3}` as const;
  return (
    <article className="card card-link course-card">
      <CourseCover school={card.school} module={card.module} code={card.code} />
      <div className="course-card-body">
        <p className="course-card-kind">
          <SchoolMark school={card.school} />
          {card.module}
          {card.status}
        </p>
        <Heading>
          <a href={card.href}>
            <Phrases>{card.title}</Phrases>
          </a>
        </Heading>
        {card.teacher ? <p>{card.teacher}</p> : null}
        {card.when || card.where ? (
          <p className="quiet">
            {card.when}
            {card.when && card.where ? <br /> : null}
            {card.where}
          </p>
        ) : null}
        <div className="course-card-foot">
          <strong>{card.credits}</strong>
          {card.score ? <Score {...card.score} /> : null}
          {card.seats ? <SeatBar {...card.seats} /> : null}
        </div>
      </div>
    </article>
  );
}
