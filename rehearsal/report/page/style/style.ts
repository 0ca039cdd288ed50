import { LAYOUT } from "./layout";
import { PALETTE } from "./palette";
import { PRINT } from "./print";
import { SCENARIOS } from "./scenarios";
import { TABLES } from "./tables";
import { TIMELINE } from "./timeline";

/** All of the page's CSS. Later parts win. */
export const STYLE = [PALETTE, LAYOUT, TABLES, TIMELINE, SCENARIOS, PRINT].join("");
