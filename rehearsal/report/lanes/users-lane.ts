import type { Stretch } from "../../users/sight-log";
import type { Change } from "../../world/track";
import type { Lane } from "../report";
import type { Witnessed } from "../witnessed";
import { type Look, spansOf } from "./spans";

type Place = "primary" | "standby" | "elsewhere" | "nobody";

/** How many users are where. */
type Crowd = Readonly<Record<Place, number>>;

/** Who serves the users, all of them together. */
export function usersLane(witnessed: Witnessed): Lane {
  const changes = merged(crowds(witnessed));
  return { name: "users", spans: spansOf(changes, witnessed, lookOf), moments: [] };
}

/** What was so from a moment on: all at one place, or some here and some there, at the worst this many without an answer. */
type Picture =
  | { readonly kind: "all"; readonly place: Place; readonly users: number }
  | { readonly kind: "mixed"; readonly worst: number; readonly users: number };

/** A user is where his last request was answered, from the moment at which he sent the first of those answered alike. */
function crowds({ users, workload, begunAt }: Witnessed): readonly Change<Crowd>[] {
  const placeOf = ({ sight }: Stretch): Place => {
    if (sight.kind !== "served") return "nobody";
    if (sight.address === workload.primary.address) return "primary";
    return sight.address === workload.standby.address ? "standby" : "elsewhere";
  };
  const moves = users
    .flatMap((stretches, user) =>
      stretches.map((stretch, index) => ({
        user,
        // Nothing is known of him before his first request; he is taken to have been there.
        at: index === 0 ? begunAt : stretch.first.sentAt,
        place: placeOf(stretch),
      })),
    )
    .sort((a, b) => a.at - b.at);
  const places = new Map<number, Place>();
  const changes: { at: number; value: Crowd }[] = [];
  for (const { user, at, place } of moves) {
    places.set(user, place);
    const value = { primary: 0, standby: 0, elsewhere: 0, nobody: 0 };
    for (const each of places.values()) value[each] += 1;
    if (changes.at(-1)?.at === at) changes[changes.length - 1] = { at, value };
    else changes.push({ at, value });
  }
  return changes;
}

/** Mixed crowds one after the other are one picture: while DNS turns, they change each second. */
function merged(changes: readonly Change<Crowd>[]): readonly Change<Picture>[] {
  const pictures: { at: number; value: Picture }[] = [];
  for (const { at, value } of changes) {
    const users = value.primary + value.standby + value.elsewhere + value.nobody;
    const place = (["primary", "standby", "elsewhere", "nobody"] as const).find((one) => value[one] === users);
    const last = pictures.at(-1);
    if (place !== undefined) pictures.push({ at, value: { kind: "all", place, users } });
    else if (last?.value.kind === "mixed")
      last.value = { kind: "mixed", users, worst: Math.max(last.value.worst, value.nobody) };
    else pictures.push({ at, value: { kind: "mixed", users, worst: value.nobody } });
  }
  return pictures;
}

function lookOf(picture: Picture): Look {
  const { users } = picture;
  if (picture.kind === "mixed") {
    const { worst } = picture;
    return worst === 0
      ? { tone: "changing", label: "both", text: "Some users are served by the primary, some by the standby." }
      : { tone: "changing", label: "some", text: `Some users get no answer: ${worst} of ${users} at the worst.` };
  }
  switch (picture.place) {
    case "primary":
      return { tone: "good", label: "primary", text: `All ${users} users are served by the primary.` };
    case "standby":
      return { tone: "saved", label: "standby", text: `All ${users} users are served by the standby.` };
    case "elsewhere":
      return { tone: "bad", label: "elsewhere", text: `All ${users} users are served by a server that is neither.` };
    case "nobody":
      return { tone: "bad", label: "nobody", text: `None of the ${users} users gets an answer.` };
  }
}
