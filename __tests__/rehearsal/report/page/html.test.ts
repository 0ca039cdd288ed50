import { html } from "../../../../rehearsal/report/page/html";

it("escapes what is put into markup, in texts and in attributes", () => {
  const hostile = `"><script>alert('x')</script>&amp;`;
  expect(html`<a title="${hostile}">${hostile}</a>`.text).toBe(
    `<a title="&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;">&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;</a>`,
  );
});

it("leaves markup within markup as it is, and makes nothing of what is absent", () => {
  expect(html`<ul>${[1, 2].map((each) => html`<li>${each}</li>`)}${undefined}${false}</ul>`.text).toBe(
    "<ul><li>1</li><li>2</li></ul>",
  );
});

it("replaces control characters, which no page may hold", () => {
  expect(html`${"a\u0000b\u001bc\td\n"}`.text).toBe("a\ufffdb\ufffdc\td\n");
});
