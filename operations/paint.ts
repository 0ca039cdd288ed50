import { styleText } from "node:util";

/** Gives text a colour or weight, where colours may be printed. */
export type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

/** Whether standard output is a terminal has been found out before: `colours` says it. */
export const painter =
  (colours: boolean): Paint =>
  (style, text) =>
    colours ? styleText(style, text, { validateStream: false }) : text;
