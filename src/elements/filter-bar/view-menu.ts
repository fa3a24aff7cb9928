/** Which view is in use, and the menu of them all: what that holds comes after the first rows. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ReportEngine } from '../../engine/report-engine.js';
import type { Localization } from '../../localization/index.js';
import { icon } from '../../styles/icons.js';
import { lateCode } from '../shared/late-code.js';
import type { LayerController } from '../shared/layer-controller.js';
import { shippedViewOf } from './shipped-views.js';

export function viewMenu(layer: LayerController, words: Localization, engine: ReportEngine): TemplateResult {
  const late = lateCode.viewEntries?.(engine, words, () => layer.close());
  const shipped = shippedViewOf(engine.viewState);
  const name = late?.name ?? words.term(shipped ? `view.${shipped}` : 'filter.own-view');
  return html`<button
      class="view"
      popovertarget=${layer.id}
      aria-haspopup="menu"
      aria-expanded=${layer.expanded}
      @click=${layer.onClick}
    >
      ${icon('save')}<span class="view-name"
        >${words.term('filter.chip', { facet: words.term('filter.view'), value: '' }).trimEnd()}
        <b>${name}</b></span
      >${icon('down')}
    </button>
    <div
      id=${layer.id}
      class="layer views"
      popover
      role="menu"
      aria-label=${words.term('filter.view')}
      @beforetoggle=${layer.onBeforeToggle}
    >
      ${layer.isOpen ? late?.entries() : nothing}
    </div>`;
}
