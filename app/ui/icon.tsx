/** Shapes that stand beside words, never alone. Drawn on a 16 × 16 grid in the colour of the text. */
const shapes = {
  tick: 'M1 8a7 7 0 1 1 14 0A7 7 0 0 1 1 8zm10.3-3L7 9.6 4.9 7.5 3.7 8.8 7 12l5.6-5.8z',
  bang: 'M8 .8 15.6 15H.4zM7 5.5v4.7h2V5.5zm0 5.8v1.9h2v-1.9z',
  diamond: 'M8 .6 15.4 8 8 15.4.6 8zM8 5 5 8l3 3 3-3z',
  ring: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm0 2a5 5 0 1 0 0 10A5 5 0 0 0 8 3z',
  half: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm0 2v10A5 5 0 0 0 8 3z',
  bar: 'M2 2h12v12H2zm2 5v2h8V7z',
  note: 'M2 2h12v12H2zm5 5v5h2V7zm0-3v2h2V4z',
} as const;

export type Shape = keyof typeof shapes;

export function Icon({ shape }: { shape: Shape }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path fillRule="evenodd" d={shapes[shape]} />
    </svg>
  );
}
