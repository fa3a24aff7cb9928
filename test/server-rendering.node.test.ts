/** A page that is rendered on a server has the report's skeleton before any script runs. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import '../src/define.js';

it('renders header, cards and a skeleton of rows as declarative shadow DOM', async () => {
  const page = await collectResult(
    render(html`<ongoing-conversations-report lang="fr" src="wss://example.org/feed"></ongoing-conversations-report>`),
  );
  console.log(page.length, page.slice(0, 6000));
  assert.match(page, /<template shadowroot="open" shadowrootmode="open"/);
});
