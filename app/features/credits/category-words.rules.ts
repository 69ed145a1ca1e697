/** How a category is called where somebody reads it: by its name; by its letter only where the rules in force no longer know it. */
import type { CategoryCode } from './rules.schema.ts';

/** `授课`; `D 类` where it has no name any more. */
export function categoryWords(names: Partial<Record<CategoryCode, string>>, code: string): string {
  return names[code as CategoryCode] ?? `${code} 类`;
}
