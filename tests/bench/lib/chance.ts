/** Shuffles lists the same way for the same seed, so that two runs of a bench ask for the same. */
export function shuffles(seed: number): <T>(list: readonly T[]) => T[] {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return (list) => {
    const mixed = [...list];
    for (let at = mixed.length - 1; at > 0; at--) {
      const other = Math.floor(next() * (at + 1));
      [mixed[at], mixed[other]] = [
        mixed[other] as (typeof mixed)[number],
        mixed[at] as (typeof mixed)[number],
      ];
    }
    return mixed;
  };
}
