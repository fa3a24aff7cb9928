/** What the menu of views holds: those that ship, and those of one's own. */
import { html, nothing, type TemplateResult } from 'lit';
import { isShown, shownView } from '../../model/stored-views.js';
import type { ReportEngine } from '../../engine/report-engine.js';
import type { Localization } from '../../localization/index.js';
import { icon } from '../../styles/icons.js';
import { MANAGE_VIEWS } from './manage-request.js';
import { SHIPPED_VIEW_NAMES, SHIPPED_VIEWS, shippedViewOf } from './shipped-views.js';
import { moveByArrow } from '../shared/arrow-keys.js';
import { customerText, displayText } from '../shared/customer-text.js';
import { ownViewsOf } from '../shared/own-views.js';

export interface ViewEntries {
  /** Of the view of one's own that is shown. */
  readonly name: string | undefined;
  readonly entries: () => TemplateResult;
}

export function viewEntries(engine: ReportEngine, words: Localization, close: () => void): ViewEntries {
  const { views } = ownViewsOf(engine)?.stored ?? { views: [] };
  const current = views.find((view) => isShown(view, engine.viewState));
  const shipped = shippedViewOf(engine.viewState);
  const manage = ({ currentTarget }: Event): void => {
    const layer = (currentTarget as Element).closest('[popover]');
    close();
    // Only then is the focus back at the menu's button, to which it comes again when the dialog closes.
    layer?.addEventListener(
      'toggle',
      () => layer.dispatchEvent(new Event(MANAGE_VIEWS, { bubbles: true, composed: true })),
      { once: true },
    );
  };
  const entry = (name: unknown, isCurrent: boolean, choose: () => void): TemplateResult =>
    html`<button
      class="quiet"
      role="menuitemradio"
      tabindex="-1"
      aria-checked=${isCurrent ? 'true' : 'false'}
      @click=${() => {
        choose();
        close();
      }}
    >
      <span class="box">${isCurrent ? icon('check') : nothing}</span>${name}
    </button>`;
  const onKeyDown = (event: KeyboardEvent): void => {
    moveByArrow(event, [...(event.currentTarget as Element).querySelectorAll<HTMLElement>('button')]);
  };
  // Who the user is, a source need not say.
  const offered = SHIPPED_VIEW_NAMES.filter((view) => view !== 'mine' || engine.all.store.me !== null);
  return {
    name: current && displayText(current.name),
    entries: () =>
      html`<div role="none" @keydown=${onKeyDown}>
        ${offered.map((view) =>
          entry(words.term(`view.${view}`), view === shipped, () => engine.setViewState(SHIPPED_VIEWS[view])),
        )}
        ${views.map((view) =>
          entry(customerText(view.name), view === current, () => engine.setViewState(shownView(view.view))),
        )}
        <hr />
        <button class="quiet" role="menuitem" tabindex="-1" @click=${manage}>
          <span class="box"></span>${words.term('views.manage')}
        </button>
      </div>`,
  };
}
