/** The character that an entity stands for, as far as Vakt's pages use entities. */
const decodeHtml = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** The fields of a page's form that are filled in already. */
export const hiddenFields = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name, value]) => [
      decodeHtml(name ?? ''),
      decodeHtml(value ?? ''),
    ]),
  );

/** Where a page's form is sent; `undefined` when the page has none. */
export const formAction = (html: string): string | undefined => {
  const action = /<form[^>]* action="([^"]*)"/.exec(html)?.[1];
  return action === undefined ? undefined : decodeHtml(action);
};
