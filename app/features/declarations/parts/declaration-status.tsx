import { type DeclarationState, stateNames, stateTones } from '#app/features/declarations/states.rules.ts';
import { Status } from '#app/ui/status.tsx';

/** Where a declaration is, in words with a shape. */
export function DeclarationStatus({ state }: { state: DeclarationState }) {
  return <Status tone={stateTones[state]}>{stateNames[state]}</Status>;
}
