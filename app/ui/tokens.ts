/**
 * The palette of both views. `app/styles/tokens.css` carries the same values for the browser;
 * tokens.test.ts keeps the two equal and checks every pair that the components put together.
 */
export const palettes = {
  standard: {
    paper: '#FBF9F4',
    card: '#FFFFFF',
    wash: '#F8F5EE',
    ink: '#1E2A2F',
    quiet: '#55646B',
    line: '#DDD6C8',
    edge: '#857B69',
    cinnabar: '#B3321F',
    cinnabarDeep: '#92271A',
    cinnabarTint: '#F9EAE6',
    jade: '#1F6B57',
    jadeTint: '#E5F0EB',
    ochre: '#9A6412',
    ochreTint: '#FBF5E7',
    indigo: '#33508A',
    indigoTint: '#E9EDF6',
    link: '#2A4A84',
    focus: '#1B5FBF',
  },
  elder: {
    paper: '#FFFDF8',
    card: '#FFFFFF',
    wash: '#F6F2E9',
    ink: '#11191D',
    quiet: '#37434A',
    line: '#B9AF9C',
    edge: '#6A604F',
    cinnabar: '#8E2214',
    cinnabarDeep: '#701A0F',
    cinnabarTint: '#FBEFEC',
    jade: '#0E4F3E',
    jadeTint: '#EAF4F0',
    ochre: '#69420A',
    ochreTint: '#FAF3E5',
    indigo: '#233C72',
    indigoTint: '#EEF2FA',
    link: '#1F3A73',
    focus: '#0B4AA8',
  },
} as const;

export type ColourName = keyof (typeof palettes)['standard'];

const grounds = ['paper', 'card', 'wash'] as const;

/** Text on ground: 4.5:1 in the standard view, 7:1 in 长辈版 (WCAG 1.4.3, 1.4.6). */
export const textPairs: readonly (readonly [ColourName, ColourName])[] = [
  ...grounds.flatMap((ground) =>
    (['ink', 'quiet', 'link', 'cinnabar', 'jade', 'ochre', 'indigo'] as const).map(
      (text) => [text, ground] as const,
    ),
  ),
  ...(['cinnabar', 'jade', 'ochre', 'indigo'] as const).flatMap(
    (school) =>
      [
        [school, `${school}Tint`],
        ['ink', `${school}Tint`],
        ['quiet', `${school}Tint`],
        ['card', school],
      ] as const,
  ),
  ['card', 'cinnabarDeep'],
];

/** Boundaries of controls, bars and the focus ring: 3:1 (WCAG 1.4.11). */
export const shapePairs: readonly (readonly [ColourName, ColourName])[] = grounds.flatMap((ground) =>
  (['edge', 'focus', 'jade', 'ochre', 'indigo', 'cinnabar'] as const).map(
    (shape) => [shape, ground] as const,
  ),
);

export const schools = ['party', 'governance', 'senior', 'citizen'] as const;
export type School = (typeof schools)[number];

/** The four schools: name, the character of their mark, and their colour. */
export const schoolLooks: Record<
  School,
  { name: string; mark: string; colour: 'cinnabar' | 'indigo' | 'ochre' | 'jade' }
> = {
  party: { name: '社区党校', mark: '党', colour: 'cinnabar' },
  governance: { name: '社区治理学院', mark: '治', colour: 'indigo' },
  senior: { name: '老年学校', mark: '老', colour: 'ochre' },
  citizen: { name: '市民学校', mark: '民', colour: 'jade' },
};
