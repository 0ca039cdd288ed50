/** What the tests ask of a page; runs inside the browser, before the page's own content is there. */
globalThis.seenInPage = { events, rows, overlaps, beyondTheEdge, broken, ragged, focusables, focused };

/** For each scenario, workload and lane: how many events the drawing that is shown stands for. */
function events() {
  return Object.fromEntries(
    [...document.querySelectorAll("article")].map((article) => [
      article.id.replace("scenario-", ""),
      [...article.querySelectorAll(".timeline svg")]
        .filter(isShown)
        .map((drawing) =>
          Object.fromEntries(
            [...drawing.querySelectorAll("[data-lane]")].map((lane) => [
              lane.dataset.lane,
              [...lane.querySelectorAll("[data-count]")].reduce((sum, { dataset }) => sum + Number(dataset.count), 0),
            ]),
          ),
        ),
    ]),
  );
}

/** The cells of a table's body: the number for programs where there is one, and otherwise what can be read. */
function rows(selector) {
  return [...document.querySelectorAll(`${selector} tbody tr`)].map((row) =>
    [...row.children].map((cell) => cell.querySelector("data")?.value ?? cell.innerText.trim()),
  );
}

/** Pairs of texts that lie on each other, and texts in bars that are wider than their bar. */
function overlaps() {
  const boxes = texts().sort((a, b) => a.top - b.top);
  const found = [];
  let active = [];
  for (const box of boxes) {
    active = active.filter(({ bottom }) => bottom > box.top);
    for (const other of active)
      if (other.left < box.right && box.left < other.right && other.node !== box.node)
        found.push(`"${other.text}" and "${box.text}" at ${Math.round(box.left)}, ${Math.round(box.top)}`);
    active.push(box);
  }
  for (const label of document.querySelectorAll("text.in-bar")) {
    if (!isShown(label)) continue;
    const bar = label.parentElement.querySelector(".bar").getBoundingClientRect();
    if (label.getBoundingClientRect().right > bar.right) found.push(`"${label.textContent}" is wider than its bar`);
  }
  return found;
}

/** Texts of which a part is left or right of the screen; and the page itself, if it can be pushed sideways. */
function beyondTheEdge() {
  const { scrollWidth, clientWidth } = document.documentElement;
  const outside = texts().filter(({ left, right }) => left < 0 || right > clientWidth);
  return [
    ...(scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide on a screen of ${clientWidth}`] : []),
    ...outside.map(({ text }) => `"${text}"`),
  ];
}

/** Texts of which a part stands on another line. */
function broken(selector) {
  const range = document.createRange();
  return [...document.querySelectorAll(selector)]
    .filter((element) => {
      range.selectNodeContents(element);
      return isShown(element) && new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1;
    })
    .map(({ textContent }) => textContent);
}

/** Lists whose parts do not stand exactly one below the other. */
function ragged(lists, parts) {
  return [...document.querySelectorAll(lists)]
    .filter(
      (list) => new Set([...list.querySelectorAll(parts)].map((part) => part.getBoundingClientRect().left)).size > 1,
    )
    .map(({ textContent }) => textContent);
}

/** What Tab must reach, in its order. */
function focusables() {
  return [...document.querySelectorAll("a[href], summary, [tabindex='0']")].filter(isShown).map(nameOf);
}

/** What has the focus, and whether that can be seen. */
function focused() {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
  return {
    name: nameOf(document.activeElement),
    visible: outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2,
  };
}

function nameOf(element) {
  return `${element.tagName.toLowerCase()} ${element.getAttribute("aria-label") ?? element.textContent.trim()}`;
}

/** Every line of every text that is shown. Its box is that of its letters: lines may be closer than their fonts' ascents. */
function texts() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  const range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    if (!node.data.trim() || element.closest(".unseen, .skip, title, desc") || !isShown(element)) continue;
    // Where rows are cards, their head is there for screen readers only.
    const head = element.closest("thead");
    if (head && getComputedStyle(head).position === "absolute") continue;
    range.selectNodeContents(node);
    const svgText = element.closest("text");
    const boxes = svgText ? [svgText.getBoundingClientRect()] : range.getClientRects();
    const scroller = element.closest(".scroll")?.getBoundingClientRect();
    for (const { left, right, top, bottom } of boxes) {
      // Scrolled away.
      if (scroller && (top < scroller.top || bottom > scroller.bottom)) continue;
      const inset = (bottom - top) * 0.2;
      found.push({
        node,
        text: node.data.trim(),
        left: left + 0.5,
        right: right - 0.5,
        top: top + inset,
        bottom: bottom - inset,
      });
    }
  }
  return found;
}

function isShown(element) {
  return element.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true });
}
