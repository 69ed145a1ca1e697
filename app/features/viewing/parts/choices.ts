type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>;

/** What somebody has chosen for watching, kept in the browser. Where it keeps nothing, each lecture begins as usual. */
export function choicesIn(storage: () => Storage) {
  return {
    read(name: string): string | null {
      try {
        return storage().getItem(`player ${name}`);
      } catch {
        return null;
      }
    },
    keep(name: string, value: string): void {
      try {
        storage().setItem(`player ${name}`, value);
      } catch {
        // Private windows and full disks: this time it holds, next time it is chosen again.
      }
    },
  };
}

export type Choices = ReturnType<typeof choicesIn>;
