import { DrawClock } from "./draw-clock";

/**
 * Draws that are under way at once: one turn of the event loop lets each go on by one timer. Few, so that what a draw
 * leaves behind dies young: with 64 a draw takes four times as long, nearly all of it the collection of garbage.
 */
const AT_ONCE = 4;

/**
 * Plays draws, each on a clock of its own, many at once. Node ends all promises' work between two turns of its loop, so
 * that a clock goes on only when its draw waits for nothing but time.
 * @param play of the draw with this number, on the clock that it begins with an AWS time in milliseconds
 * @returns what came of each, in their order
 * @throws what a draw throws, and an Error for one that waits for something else than time
 */
export function playTogether<Result>(
  draws: { readonly from: number; readonly to: number },
  play: (draw: number, begin: (at: number) => DrawClock) => Promise<Result>,
): Promise<Result[]> {
  return new Promise((resolve, reject) => {
    const results: Result[] = [];
    const playing = new Map<number, DrawClock>();
    let next = draws.from;
    let failed = false;
    const fail = (error: unknown) => {
      failed = true;
      reject(error);
    };
    const begin = (draw: number) => {
      const clockFrom = (at: number) => {
        const clock = new DrawClock(at);
        playing.set(draw, clock);
        return clock;
      };
      play(draw, clockFrom).then((result) => {
        results[draw - draws.from] = result;
        playing.delete(draw);
      }, fail);
    };
    const turn = () => {
      if (failed) return;
      for (const [draw, clock] of playing)
        if (!clock.step()) return fail(new Error(`draw ${draw} waits for something that never happens`));
      while (playing.size < AT_ONCE && next < draws.to) begin(next++);
      if (playing.size === 0 && next >= draws.to) return resolve(results);
      setImmediate(turn);
    };
    setImmediate(turn);
  });
}
