/** A point of a curve in pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A numbered mark is 16 wide; closer ones would touch. */
const APART = 18;
/** Of the drawing's edge. */
const FROM_EDGE = 9;

/** Where each curve has its number: on the curve, as near to its middle as the numbers before it leave room. */
export function markPlaces(curves: readonly (readonly Point[])[], width: number): readonly (Point | undefined)[] {
  const taken: Point[] = [];
  return curves.map((points) => {
    const inside = between(points).filter(({ x }) => x >= FROM_EDGE && x <= width - FROM_EDGE);
    const lowest = Math.max(...inside.map(({ y }) => y));
    const highest = Math.min(...inside.map(({ y }) => y));
    const middle = (lowest + highest) / 2;
    const place = [...inside]
      .sort((a, b) => Math.abs(a.y - middle) - Math.abs(b.y - middle))
      .find(({ x, y }) => taken.every((other) => Math.hypot(other.x - x, other.y - y) >= APART));
    if (place) taken.push(place);
    return place;
  });
}

/** A curve's points, and those of its steep parts, which have few. */
function between(points: readonly Point[]): readonly Point[] {
  return points.flatMap((point, index) => {
    const before = points[index - 1];
    if (before === undefined) return [point];
    const parts = Math.max(1, Math.ceil(Math.hypot(point.x - before.x, point.y - before.y) / 4));
    return Array.from({ length: parts }, (_, part) => {
      const share = (part + 1) / parts;
      return { x: before.x + (point.x - before.x) * share, y: before.y + (point.y - before.y) * share };
    });
  });
}
