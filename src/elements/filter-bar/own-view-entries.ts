/** What the menu of views has beyond those that ship. */
import { html, nothing, type TemplateResult } from 'lit';
import { isShown, shownView } from '../../model/stored-views.js';
import type { ReportEngine } from '../../engine/report-engine.js';
import type { Localization } from '../../localization/index.js';
import { icon } from '../../styles/icons.js';
import { MANAGE_VIEWS } from './manage-request.js';
import { customerText, displayText } from '../shared/customer-text.js';
import { ownViewsOf } from '../shared/own-views.js';

export interface OwnViewEntries {
  /** Of the view of one's own that is shown. */
  readonly name: string | undefined;
  readonly entries: () => TemplateResult;
}

export function ownViewEntries(engine: ReportEngine, words: Localization, close: () => void): OwnViewEntries {
  const { views } = ownViewsOf(engine)?.stored ?? { views: [] };
  const current = views.find((view) => isShown(view, engine.viewState));
  const choose = (act: () => void) => (): void => {
    act();
    close();
  };
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
  return {
    name: current && displayText(current.name),
    entries: () =>
      html`${views.map(
          (view) =>
            html`<button
              class="quiet"
              role="menuitemradio"
              tabindex="-1"
              aria-checked=${view === current ? 'true' : 'false'}
              @click=${choose(() => engine.setViewState(shownView(view.view)))}
            >
              <span class="box">${view === current ? icon('check') : nothing}</span>${customerText(view.name)}
            </button>`,
        )}
        <hr />
        <button class="quiet" role="menuitem" tabindex="-1" @click=${manage}>
          <span class="box"></span>${words.term('views.manage')}
        </button>`,
  };
}
