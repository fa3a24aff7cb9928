/** Which keys do what, as a dialog. */
import { consume } from '@lit/context';
import { css, html, LitElement, nothing, type CSSResultGroup } from 'lit';
import { state } from 'lit/decorators.js';
import { localizationContext } from '../../context/localization-context.js';
import type { Localization, MessageKey } from '../../localization/index.js';
import { controls } from '../../styles/controls.js';
import { icon } from '../../styles/icons.js';
import { reset } from '../../styles/reset.js';
import { actionDialogStyles } from '../shared/action-dialog.styles.js';

/** By what is printed on the key, or the message that names it. */
const KEYS: readonly (readonly [key: string | { readonly term: MessageKey }, does: MessageKey])[] = [
  ['A', 'action.assign'],
  ['T', 'action.transfer'],
  ['M', 'action.monitor'],
  ['X', 'action.force-close'],
  ['U', 'outcome.undo'],
  ['D', 'help.dismiss'],
  [{ term: 'help.space' }, 'help.select'],
  [{ term: 'help.enter' }, 'help.open'],
  ['Shift+F10', 'help.menu'],
  ['← →', 'help.fold'],
  ['Ctrl+C', 'help.copy'],
  ['Shift+Enter', 'help.sort'],
  ['Alt+← →', 'help.width'],
  ['Ctrl+Shift+← →', 'help.place'],
  ['R', 'help.release'],
  ['P', 'help.pause'],
  ['/', 'filter.search'],
  ['?', 'help.title'],
];

const styles = css`
  dialog {
    inline-size: min(420px, calc(100vw - 24px));
  }
  dl {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 6px 16px;
    align-items: baseline;
    margin: 0;
    font-size: 13.5px;
  }
  dd {
    margin: 0;
  }
  kbd {
    display: inline-block;
    min-inline-size: 24px;
    padding: 1px 7px;
    border: 1px solid var(--_line-strong);
    border-radius: 6px;
    background: var(--_background-muted);
    font: inherit;
    font-size: 12.5px;
    text-align: center;
    /* Keys that are pressed together are written in one order everywhere. */
    direction: ltr;
  }
`;

/**
 * A list of the keys of the report.
 *
 * @csspart dialog - the dialog
 * @csspart dialog-title - its heading
 * @csspart dialog-body - the list
 */
export class KeysHelp extends LitElement {
  static override styles: CSSResultGroup = [reset, controls, actionDialogStyles, styles];

  @consume({ context: localizationContext, subscribe: true })
  @state()
  private words: Localization | undefined;

  /** Shows it. The browser gives the focus back when it closes. */
  async showModal(): Promise<void> {
    await this.updateComplete;
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog && !dialog.open) dialog.showModal();
  }

  protected override render(): unknown {
    const { words } = this;
    if (!words) return nothing;
    const close = (): void => this.renderRoot.querySelector('dialog')?.close();
    return html`<dialog part="dialog" aria-labelledby="title">
      <div class="head">
        <h2 id="title" class="grow" part="dialog-title">${words.term('help.title')}</h2>
        <button class="quiet icon" aria-label=${words.term('action.close')} @click=${close}>
          ${icon('cross')}
        </button>
      </div>
      <div class="body" part="dialog-body">
        <dl>
          ${KEYS.map(
            ([key, does]) =>
              html`<dt><kbd>${typeof key === 'string' ? key : words.term(key.term)}</kbd></dt>
                <dd>${words.term(does)}</dd>`,
          )}
        </dl>
      </div>
    </dialog>`;
  }
}
