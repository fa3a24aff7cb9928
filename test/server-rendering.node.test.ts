/** A page that is rendered on a server shows where the report will be before any script runs. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { fr } from '../src/localization/fr.js';
import { registerLocale } from '../src/localization/index.js';
import { serverRendered } from './support/server-rendered.js';

it('renders the title and the rows that are still to come, without their data', async () => {
  const page = await serverRendered();
  assert.match(page, /<ongoing-conversations-report[^>]*><template [^>]*shadowrootmode="open"/);
  assert.match(page, /<h2[^>]*>.*Ongoing conversations.*<\/h2>/);
  assert.ok((page.match(/<div class="row">/g) ?? []).length >= 8);
});

it('renders the words of a language that is loaded', async () => {
  registerLocale('fr', fr);
  assert.match(await serverRendered('fr'), /<h2[^>]*>.*Conversations en cours.*<\/h2>/);
});
