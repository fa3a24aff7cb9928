import { css, html, LitElement, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { ActionRequest } from '../../../src/context/action-desk-context.js';
import type { AgentCandidate } from '../../../src/model/agent.js';

/**
 * A dialog as a host would write it, in the slot `assign-dialog`: it asks the report's data source for agents and shows
 * only the three with the most room, each as one big button.
 *
 * The report sets `actionRequest` and calls `showModal()`; the dialog answers by `submit()` or `cancel()`.
 *
 * @fires close - it was closed without a choice
 */
export class TeamAssignDialog extends LitElement {
  static override styles = css`
    dialog {
      inline-size: min(420px, calc(100vw - 32px));
      box-sizing: border-box;
      padding: 24px;
      border: 1px solid light-dark(#d5dae2, #39424f);
      border-radius: 20px;
      background: light-dark(#fffdf7, #1f1c17);
      color: light-dark(#231d10, #f4ecdc);
      font:
        15px/1.45 system-ui,
        sans-serif;
    }
    dialog::backdrop {
      background: rgb(20 15 5 / 0.45);
    }
    h2 {
      margin: 0 0 4px;
      font-size: 19px;
    }
    p {
      margin: 0 0 16px;
      color: light-dark(#655a43, #b9ad95);
    }
    bdi {
      font-weight: 600;
    }
    .choices {
      display: grid;
      gap: 8px;
      margin-block-end: 16px;
    }
    button {
      min-block-size: 40px;
      padding: 8px 16px;
      border: 1px solid light-dark(#cdbf9f, #57503f);
      border-radius: 12px;
      background: none;
      color: inherit;
      font: inherit;
      text-align: start;
      cursor: pointer;
    }
    .choices button {
      display: flex;
      justify-content: space-between;
      align-items: center;
      min-block-size: 52px;
      background: light-dark(#fff, #2a251d);
      font-weight: 600;
    }
    .choices span {
      font-weight: 400;
      color: light-dark(#655a43, #b9ad95);
    }
    button:hover {
      border-color: currentColor;
    }
    button:focus-visible {
      outline: 2px solid light-dark(#7a5b00, #ffce5c);
      outline-offset: 2px;
    }
  `;

  @property({ attribute: false }) actionRequest: ActionRequest | null = null;
  @state() private agents: readonly AgentCandidate[] | null = null;
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  showModal(): void {
    this.agents = null;
    this.dialog.showModal();
    void this.#find();
  }

  close(): void {
    this.dialog.close();
  }

  protected override render(): TemplateResult {
    const conversations = this.actionRequest?.conversations ?? [];
    const [first] = conversations;
    return html`<dialog aria-labelledby="title" @close=${() => this.dispatchEvent(new Event('close'))}>
      <h2 id="title">Who takes it?</h2>
      <p>
        ${conversations.length === 1 ? html`<bdi>${first?.subject}</bdi>` : `${conversations.length} conversations`}
      </p>
      <div class="choices" aria-live="polite">
        ${
          this.agents?.map(
            (agent) =>
              html`<button @click=${() => this.#choose(agent)}>
                <bdi>${agent.name}</bdi><span>room for ${roomOf(agent)}</span>
              </button>`,
          ) ?? 'Looking who is free …'
        }
      </div>
      <button @click=${() => this.actionRequest?.cancel()}>Not now</button>
    </dialog>`;
  }

  async #find(): Promise<void> {
    const request = this.actionRequest;
    const page = await request?.findAgents();
    if (request !== this.actionRequest) return;
    const eligible = page?.entries.filter(({ eligible }) => eligible) ?? [];
    this.agents = eligible.sort((a, b) => roomOf(b) - roomOf(a)).slice(0, 3);
  }

  #choose({ id, name }: AgentCandidate): void {
    void this.actionRequest?.submit({ target: { agentId: id }, targetName: name });
  }
}

const roomOf = ({ capacity }: AgentCandidate): number =>
  capacity ? Math.max(0, capacity.max - capacity.used) : 0;

/** Elements of stories are registered when a story needs them, and only once. */
export function defineTeamAssignDialog(): void {
  if (!customElements.get('team-assign-dialog'))
    customElements.define('team-assign-dialog', TeamAssignDialog);
}
