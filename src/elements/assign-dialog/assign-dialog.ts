import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import type { DialogState } from '../shared/action-dialog.js';
import type { CandidateKind } from '../shared/candidates.js';
import { TargetDialog } from '../shared/target-dialog.js';
import { assignDialogStyles } from './assign-dialog.styles.js';

const TABS = ['agent', 'queue'] as const satisfies readonly CandidateKind[];
/** How far an arrow key goes; along the reading direction. */
const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/**
 * Assigns open conversations to an agent or to another queue. Opened by the desk with `showModal()` after setting
 * `actionRequest`; answers through the request.
 *
 * @csspart dialog - the dialog
 * @csspart dialog-title - its heading
 * @csspart dialog-body - what scrolls between title and footer
 * @csspart dialog-footer - the buttons
 */
export class AssignDialog extends TargetDialog {
  static override styles: CSSResultGroup = [TargetDialog.styles, assignDialogStyles];

  protected override readonly assignedLabel = 'dialog.assign-to';

  protected override renderBody(shown: DialogState): TemplateResult {
    const { words } = shown;
    return html`<div class="columns">
      <div class="tabs" role="tablist" aria-label=${words.term('dialog.targets')} @keydown=${this.#onKeydown}>
        ${TABS.map((kind) => {
          const isSelected = kind === this.kind;
          return html`<button
            role="tab"
            id="tab-${kind}"
            aria-selected=${isSelected ? 'true' : 'false'}
            aria-controls=${isSelected ? 'panel' : nothing}
            tabindex=${isSelected ? '0' : '-1'}
            @click=${() => this.#show(kind)}
          >
            ${words.term(`column.${kind}`)}
          </button>`;
        })}
      </div>
      <div class="panel" id="panel" role="tabpanel" aria-labelledby="tab-${this.kind}">
        ${this.renderList(shown)}
      </div>
    </div>`;
  }

  /** What was chosen in one tab must not be confirmed from the other, where it cannot be seen. */
  #show(kind: CandidateKind): void {
    if (kind === this.kind) return;
    this.kind = kind;
    this.target = null;
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    const tabs = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('[role=tab]')];
    const isRightToLeft = getComputedStyle(event.currentTarget as HTMLElement).direction === 'rtl';
    const step = (STEPS[event.key] ?? 0) * (isRightToLeft ? -1 : 1);
    const index = TABS.indexOf(this.kind);
    const next =
      event.key === 'Home'
        ? 0
        : event.key === 'End'
          ? TABS.length - 1
          : (index + step + TABS.length) % TABS.length;
    const kind = TABS[next];
    if (!kind || (step === 0 && event.key !== 'Home' && event.key !== 'End')) return;
    event.preventDefault();
    this.#show(kind);
    tabs[next]?.focus();
  };
}
