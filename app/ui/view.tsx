import { createContext, type ReactNode, useContext } from 'react';

export const views = ['standard', 'elder'] as const;
export type View = (typeof views)[number];

/** Steps of 长辈版: 20, 24 and 30 px (工信部适老化: text must be able to reach 30). */
export const textSizes = ['1', '2', '3'] as const;
export type TextSize = (typeof textSizes)[number];

const ViewContext = createContext<View>('standard');

export function ViewProvider({ view, children }: { view: View; children: ReactNode }) {
  return <ViewContext.Provider value={view}>{children}</ViewContext.Provider>;
}

export function useView(): View {
  return useContext(ViewContext);
}

/** 你, or 您 in 长辈版. */
export function You() {
  return <>{useView() === 'elder' ? '您' : '你'}</>;
}

/** Words kept with 你, as the server tells them: spoken with 您 in 长辈版. */
export function useSpoken(): (words: string) => string {
  const view = useView();
  return (words) => (view === 'elder' ? words.replace(/你(?!们)/g, '您') : words);
}

/** The attributes that `<html>` must carry for the stylesheet to know the view. */
export function viewAttributes(view: View, textSize: TextSize = '1') {
  return view === 'elder' ? { 'data-view': view, 'data-text-size': textSize } : { 'data-view': view };
}
