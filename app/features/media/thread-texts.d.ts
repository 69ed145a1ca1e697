declare module '*?thread' {
  /** A program for `onThread`. */
  export const text: string;
}
