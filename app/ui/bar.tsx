/**
 * How full, drawn with the browser's own element: one node, and no inline style, which the content
 * security policy forbids. Hidden from screen readers because the words stand beside it.
 */
export function Bar({ value, of }: { value: number; of: number }) {
  const whole = of > 0 ? of : 1;
  return <progress className="bar" aria-hidden="true" max={whole} value={of > 0 ? Math.min(value, of) : 1} />;
}
