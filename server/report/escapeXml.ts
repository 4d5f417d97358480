/** A text as it may stand in HTML or XML, between tags or in a quoted attribute. What XML cannot hold at all is left out (see `visibleText`). */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
