/** A button for a step: what is refused stays focusable and says why, as its description and as a tooltip. */
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { Localization } from '../../localization/index.js';
import type { ActionDecision, ActionName } from '../../model/actions.js';
import { icon, type IconName } from '../../styles/icons.js';
import { actionText, refusalText } from '../shared/outcome-text.js';
import { description } from '../shared/tooltip.js';

export interface ActionButton {
  readonly action: ActionName;
  readonly decision: ActionDecision;
  readonly act: () => void;
  /** Name of the button; default: the action's. */
  readonly label?: string;
  /** Shown instead of the label. */
  readonly icon?: IconName;
  readonly classes?: string;
}

export function actionButton(button: ActionButton, words: Localization): TemplateResult {
  const { action, decision, act } = button;
  const label = button.label ?? actionText(action, words);
  const reason = refusalText(decision, words);
  const reasonId = `why-${action}`;
  const isRefused = !decision.allowed;
  return html`<button
      type="button"
      class=${button.classes ?? ''}
      aria-label=${ifDefined(button.icon ? label : undefined)}
      aria-disabled=${isRefused ? 'true' : nothing}
      aria-describedby=${isRefused ? reasonId : nothing}
      data-tooltip=${isRefused ? reason : button.icon ? label : nothing}
      @click=${() => {
        if (!isRefused) act();
      }}
    >
      ${button.icon ? icon(button.icon) : label}
    </button>
    ${isRefused ? description(reasonId, reason) : nothing}`;
}
