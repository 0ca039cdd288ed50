import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { everyPage } from "./pages";

const PAGES = everyPage();

/** Links of a page to files of the project, as paths in it. */
const links = PAGES.flatMap(({ file, text }) =>
  [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)].map(([, link]) => ({
    file,
    link: link!,
    target: join(dirname(file), link!),
  })),
);

test("every link of a page to a file leads to one", () => {
  expect(links.length).toBeGreaterThan(5);
  expect(links.filter(({ target }) => !existsSync(target))).toEqual([]);
});

test("every file of docs that a page names in words is there", () => {
  const named = PAGES.flatMap(({ file, text }) =>
    [...text.matchAll(/\bdocs\/[\w./-]+\.md\b/g)].map(([target]) => ({ file, target })),
  );
  expect(named.filter(({ target }) => !existsSync(target))).toEqual([]);
});
