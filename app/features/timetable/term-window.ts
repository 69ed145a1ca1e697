export type WindowKind = 'preselect' | 'selection' | 'add-drop' | 'evaluation';

/** A time of a term in which something may be done. Instants as UTC ISO text: open at `opensAt`, closed at `closesAt`. */
export interface TermWindow {
  termId: string;
  kind: WindowKind;
  opensAt: string;
  closesAt: string;
}
