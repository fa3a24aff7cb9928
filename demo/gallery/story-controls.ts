import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { controls } from '../../src/styles/controls.js';
import { reset } from '../../src/styles/reset.js';
import type { Args } from './canvas.js';
import type { StoryEntry } from './catalogue.js';
import { controlFields, readValue, writeValue, type ControlField } from './controls.js';

/** An argument was changed by hand. */
export class ArgChangeEvent extends Event {
  readonly arg: string;
  readonly value: unknown;
  constructor(arg: string, value: unknown) {
    super('arg-change');
    this.arg = arg;
    this.value = value;
  }
}

/** A form for the arguments of a story. What cannot be read stays in its field and is not used. */
export class StoryControls extends LitElement {
  static override styles = [
    reset,
    controls,
    css`
      :host {
        display: block;
      }
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr));
        gap: 14px 24px;
        padding: 14px 20px 20px;
      }
      .entry {
        display: grid;
        align-content: start;
        gap: 4px;
      }
      h3 {
        padding: 4px 20px 0;
        font-size: 12.5px;
        font-weight: 650;
        color: var(--_text-muted);
      }
      .label {
        display: flex;
        align-items: center;
        gap: 8px;
        min-block-size: 24px;
        font-weight: 600;
      }
      .hint {
        font-size: 12.5px;
        color: var(--_text-muted);
      }
      .problem {
        font-size: 12.5px;
        color: var(--_danger);
      }
      select,
      textarea,
      input:not([type='checkbox']) {
        inline-size: 100%;
        min-block-size: 32px;
        padding: 5px 10px;
        border: 1px solid var(--_line-strong);
        border-radius: var(--_radius-small);
        background: var(--_background);
      }
      code,
      textarea {
        font-family: ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, monospace;
        font-size: 12.5px;
        resize: vertical;
      }
      [aria-invalid='true'] {
        border-color: var(--_danger);
      }
      input[role='switch'] {
        appearance: none;
        position: relative;
        inline-size: 36px;
        block-size: 20px;
        border-radius: 99px;
        background: var(--_line-strong);
        cursor: pointer;
      }
      input[role='switch']::before {
        content: '';
        position: absolute;
        inset-block-start: 3px;
        inset-inline-start: 3px;
        inline-size: 14px;
        block-size: 14px;
        border-radius: 50%;
        background: var(--_background);
        transition: inset-inline-start 0.12s;
      }
      input[role='switch']:checked {
        background: var(--_accent);
      }
      input[role='switch']:checked::before {
        inset-inline-start: 19px;
      }
      .empty {
        padding: 20px;
        color: var(--_text-muted);
      }
      @media (forced-colors: active) {
        input[role='switch'] {
          appearance: auto;
        }
      }
    `,
  ];

  @property({ attribute: false }) story: StoryEntry | null = null;
  @property({ attribute: false }) args: Args = {};
  /** What was written and could not be read, by argument: text and why. */
  @state() private problems: Readonly<Record<string, { readonly text: string; readonly why: string }>> = {};

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('story')) this.problems = {};
  }

  protected override render(): TemplateResult | typeof nothing {
    const { story } = this;
    if (!story) return nothing;
    const fields = controlFields(story);
    if (fields.length === 0) return html`<p class="empty">This story has nothing to set.</p>`;
    const own = fields.filter(({ isOfStory }) => isOfStory);
    const others = fields.filter(({ isOfStory }) => !isOfStory);
    return html`${this.#fields(story, own)}
    ${own.length > 0 && others.length > 0 ? html`<h3>What this story leaves as it is</h3>` : nothing}
    ${this.#fields(story, others)}`;
  }

  #fields({ id }: StoryEntry, fields: readonly ControlField[]): TemplateResult | typeof nothing {
    if (fields.length === 0) return nothing;
    return html`<div class="fields">
      ${repeat(
        fields,
        ({ arg }) => `${id} ${arg}`,
        (field) => this.#entry(field),
      )}
    </div>`;
  }

  #entry(field: ControlField): TemplateResult {
    const { arg, kind, description } = field;
    const problem = this.problems[arg];
    return html`<div class="entry">
      <span class="label"
        ><label for=${arg}>${field.label}</label> ${kind === 'boolean' ? this.#switch(field) : nothing}</span
      >
      ${kind === 'boolean' ? nothing : this.#control(field, problem?.text)}
      <span class="hint" id=${`${arg}-hint`} ?hidden=${description === ''}>${prose(description)}</span>
      <span class="problem" role="status">${problem?.why ?? ''}</span>
    </div>`;
  }

  #switch({ arg, isOfStory }: ControlField): TemplateResult {
    return html`<input
      id=${arg}
      type="checkbox"
      role="switch"
      aria-describedby=${`${arg}-hint`}
      .checked=${live(this.args[arg] === true)}
      @change=${(event: Event) => {
        const { checked } = event.target as HTMLInputElement;
        this.#change(arg, checked || isOfStory ? checked : undefined);
      }}
    />`;
  }

  #control(field: ControlField, wrong: string | undefined): TemplateResult {
    const { arg, kind, min, max, byDefault, isOfStory } = field;
    const options = isOfStory || field.options.includes('') ? field.options : ['', ...field.options];
    const value = wrong ?? writeValue(kind, this.args[arg]);
    const onChange = (event: Event): void => this.#read(field, (event.target as HTMLInputElement).value);
    const invalid = wrong !== undefined;
    const hint = `${arg}-hint`;
    switch (kind) {
      case 'select':
        return html`<select id=${arg} aria-describedby=${hint} @change=${onChange}>
          ${options.map(
            (option) =>
              html`<option value=${String(option)} .selected=${String(option) === value}>
                ${option === '' ? 'default' : option}
              </option>`,
          )}
        </select>`;
      case 'object':
        return html`<textarea
          id=${arg}
          rows=${Math.min(8, Math.max(2, pretty(value).split('\n').length))}
          spellcheck="false"
          aria-invalid=${invalid}
          aria-describedby=${hint}
          placeholder=${byDefault}
          .value=${live(pretty(value))}
          @change=${onChange}
        ></textarea>`;
      default:
        return html`<input
          id=${arg}
          type=${kind === 'number' ? 'number' : 'text'}
          min=${min ?? nothing}
          max=${max ?? nothing}
          aria-invalid=${invalid}
          aria-describedby=${hint}
          placeholder=${byDefault.replaceAll("'", '')}
          .value=${live(value)}
          @change=${onChange}
        />`;
    }
  }

  #read(field: ControlField, text: string): void {
    const read = readValue(field, text);
    const problems = new Map(Object.entries(this.problems));
    if ('value' in read) problems.delete(field.arg);
    else problems.set(field.arg, { text, why: read.problem });
    this.problems = Object.fromEntries(problems);
    if ('value' in read) this.#change(field.arg, read.value);
  }

  #change(arg: string, value: unknown): void {
    this.dispatchEvent(new ArgChangeEvent(arg, value));
  }
}

/** What stands between backticks is code. */
function prose(text: string): unknown {
  return text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));
}

/** JSON over several lines; what is not JSON as it was written. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
