/** The commands of a page as one types them: on it, their words are kept from being parted. */
export const commandsOf = (page: string): readonly string[] =>
  [...page.matchAll(/<pre class="command"><code>(.*?)<\/code>/g)].map(([, words]) => words!.replace(/<\/?span>/g, ""));

export const count = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;
