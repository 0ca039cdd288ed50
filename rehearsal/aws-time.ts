/** Milliseconds of AWS time, for a person. */
export const inSeconds = (milliseconds: number) => `${(milliseconds / 1_000).toFixed(1)} s`;
