/** What a server renders: there are no rows yet, no sizes and no user, but the place where they will be. */
import { html, type TemplateResult } from 'lit';
import { loadedCatalogue, Localization } from './localization/index.js';

/** @param locale in its words, where they are loaded; else in English */
export function renderSkeleton(locale: string): TemplateResult {
  const catalogue = loadedCatalogue(locale);
  const words = new Localization(catalogue ? locale : 'en', catalogue, {}, '');
  return html`<div class="report" lang=${words.locale}>
    <h2 class="header">${words.term('report.title')}</h2>
    <div class="body">
      <div class="main">
        <ongoing-conversations-report-state></ongoing-conversations-report-state>
      </div>
    </div>
  </div>`;
}
