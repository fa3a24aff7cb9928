/** A page as a server renders it that knows the report: no script has run when it is shown. */
import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import '../../src/define.js';

export const SERVER_RENDERED_PATH = '/server-rendered.html';

export async function serverRendered(lang = 'en'): Promise<string> {
  const report = html`<ongoing-conversations-report
    lang=${lang}
    src="mock:?seed=7&conversations=40"
  ></ongoing-conversations-report>`;
  return `<!doctype html>
<html>
  <head>
    <meta charset="utf-8" />
    <title>Rendered on a server</title>
  </head>
  <body>
    <div style="block-size: 600px">${await collectResult(render(report))}</div>
  </body>
</html>`;
}
