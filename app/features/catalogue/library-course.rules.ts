/** What the course library is searched, filtered and ordered by. */
import type { CourseForm, Level, Mode, Position, School } from '#app/lib/vocabulary.ts';

/** A course as a list shows it. Credits in hundredths; the score in hundredths of 100 points, null while nothing is published. */
export interface CourseLine {
  id: string;
  code: string;
  title: string;
  subtitle: string;
  school: School;
  module: string;
  mode: Mode;
  level: Level;
  creditsHundredths: number;
  teacherRole: string;
  score: { n: number; score: number; updatedAt: string } | null;
}

/** What of a course is searched, filtered and ordered. */
export interface LibraryCourse extends CourseLine {
  tags: readonly string[];
  forms: readonly CourseForm[];
  /** Empty: for everybody. */
  audience: readonly Position[];
  createdAt: string;
}

/** How a list may be ordered: by school and code, by score, by age, by title in pinyin. */
export const libraryOrders = ['default', 'score', 'newest', 'title'] as const;
export type LibraryOrder = (typeof libraryOrders)[number];

export const facets = ['school', 'module', 'mode', 'form', 'audience'] as const;
export type Facet = (typeof facets)[number];

export interface LibrarySearch {
  q: string;
  filters: Partial<Record<Facet, string>>;
  /** Only courses that can be chosen now. */
  openOnly?: boolean;
  order: LibraryOrder;
  skip: number;
  limit: number;
}
