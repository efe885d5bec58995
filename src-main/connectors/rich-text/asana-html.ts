// TEMPORARY stand-in until h/rich is merged.
export function asanaHtmlToMarkdown(html: string): string {
  const inner = /^<body>([\s\S]*)<\/body>$/.exec(html)?.[1] ?? html;
  return inner
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
export function markdownToAsanaHtml(markdown: string, _before: string | null): string {
  return `<body>${markdown.replace(/\r\n?/g, '\n').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</body>`;
}
