/** The views that ship, as a menu of which one is in use. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ReportEngine } from '../../engine/report-engine.js';
import type { Localization, MessageKey } from '../../localization/index.js';
import type { ViewState } from '../../model/view-state.js';
import { icon } from '../../styles/icons.js';
import { moveByArrow } from '../shared/arrow-keys.js';
import { lateCode } from '../shared/late-code.js';
import type { LayerController } from '../shared/layer-controller.js';
import { SHIPPED_VIEW_NAMES, shippedViewOf, type ShippedViewName } from './shipped-views.js';

export function viewMenu(
  layer: LayerController,
  viewState: ViewState,
  words: Localization,
  engine: ReportEngine,
  onChoose: (view: ShippedViewName) => void,
): TemplateResult {
  const own = lateCode.ownViewEntries?.(engine, words, () => layer.close());
  const current = shippedViewOf(viewState);
  const nameOf = (view: ShippedViewName): string => words.term(`view.${view}` satisfies MessageKey);
  const name = own?.name ?? (current === undefined ? words.term('filter.own-view') : nameOf(current));
  const entry = (view: ShippedViewName): TemplateResult =>
    html`<button
      class="quiet"
      role="menuitemradio"
      tabindex="-1"
      aria-checked=${view === current ? 'true' : 'false'}
      @click=${() => onChoose(view)}
    >
      <span class="box">${view === current ? icon('check') : nothing}</span>${nameOf(view)}
    </button>`;
  const onKeyDown = (event: KeyboardEvent): void => {
    moveByArrow(event, [...(event.currentTarget as Element).querySelectorAll<HTMLElement>('button')]);
  };
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
      @keydown=${onKeyDown}
    >
      ${layer.isOpen ? [SHIPPED_VIEW_NAMES.map(entry), own?.entries()] : nothing}
    </div>`;
}
