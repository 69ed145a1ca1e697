export const windowKinds = ['preselect', 'selection', 'add-drop', 'evaluation'] as const;
export type WindowKind = (typeof windowKinds)[number];

export const windowNames: Record<WindowKind, string> = {
  preselect: '预选报名',
  selection: '选课',
  'add-drop': '补选和退选',
  evaluation: '评价',
};

/** A time of a term in which something may be done. Instants as UTC ISO text: open at `opensAt`, closed at `closesAt`. */
export interface TermWindow {
  termId: string;
  kind: WindowKind;
  opensAt: string;
  closesAt: string;
}
