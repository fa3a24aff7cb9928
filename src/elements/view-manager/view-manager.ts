import { consume } from '@lit/context';
import { html, LitElement, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { engineContext } from '../../context/engine-context.js';
import { localizationContext } from '../../context/localization-context.js';
import type { ReportEngine } from '../../engine/report-engine.js';
import type { Localization, MessageKey } from '../../localization/index.js';
import {
  cleanName,
  keptView,
  LONGEST_NAME,
  MOST_VIEWS,
  removed,
  renamed,
  saved,
  viewNamed,
  viewsText,
  withDefault,
  type StoredView,
  type StoredViews,
} from '../../model/stored-views.js';
import { uniqueId } from '../../model/unique-id.js';
import { controls } from '../../styles/controls.js';
import { icon } from '../../styles/icons.js';
import { reset } from '../../styles/reset.js';
import { actionDialogStyles } from '../shared/action-dialog.styles.js';
import { customerText, isolated } from '../shared/customer-text.js';
import { download } from '../shared/download.js';
import { NO_OWN_VIEWS, ownViewsOf, type OwnViews } from '../shared/own-views.js';
import { linkTo } from './view-link.js';
import { viewManagerStyles } from './view-manager.styles.js';

/** What a deletion took, to be given back. */
interface Taken {
  readonly view: StoredView;
  readonly wasDefault: boolean;
}

/**
 * The views of one's own: save what is shown under a name, rename, delete, show first; to and from a file, and as a
 * link. Internal.
 *
 * @csspart dialog - the dialog
 * @csspart dialog-title - its heading
 * @csspart dialog-body - name and list
 * @csspart dialog-footer - file and link
 */
export class ViewManager extends LitElement {
  static override styles: CSSResultGroup = [reset, controls, actionDialogStyles, viewManagerStyles];

  @consume({ context: engineContext, subscribe: true })
  @state()
  private engine: ReportEngine | undefined;
  @consume({ context: localizationContext, subscribe: true })
  @state()
  private words: Localization | undefined;
  /** Whether a report of this page would begin with the view of a link. */
  @property({ attribute: false }) isLinkable = false;
  @state() private name = '';
  /** Id of the view whose name is being changed. */
  @state() private renaming: string | null = null;
  @state() private newName = '';
  /** What was done last, in words. */
  @state() private said = '';
  @state() private taken: Taken | null = null;
  /** Shown where the browser lets nobody write to the clipboard. */
  @state() private link = '';
  /** Selector of what is to have the focus after the next rendering. */
  #focus = '';

  /** Shows it. The browser gives the focus back when it closes. */
  async showModal(): Promise<void> {
    [this.name, this.said, this.link, this.taken, this.renaming] = ['', '', '', null, null];
    await this.updateComplete;
    const dialog = this.renderRoot.querySelector('dialog');
    if (!dialog || dialog.open) return;
    dialog.showModal();
    // What is shown is mostly to be saved; the browser would begin with the button that closes.
    this.renderRoot.querySelector<HTMLElement>('#name')?.focus();
  }

  get #views(): OwnViews | undefined {
    return this.engine && ownViewsOf(this.engine);
  }

  get #stored(): StoredViews {
    return this.#views?.stored ?? NO_OWN_VIEWS;
  }

  protected override updated(): void {
    if (this.#focus === '') return;
    const field = this.renderRoot.querySelector<HTMLElement>(this.#focus);
    this.#focus = '';
    field?.focus();
    if (field instanceof HTMLInputElement) field.select();
  }

  protected override render(): unknown {
    const { words, engine } = this;
    if (!words || !engine) return nothing;
    const { views } = this.#stored;
    const close = (): void => this.renderRoot.querySelector('dialog')?.close();
    return html`<dialog part="dialog" aria-labelledby="title">
      <div class="head">
        <h2 id="title" class="grow" part="dialog-title">${words.term('views.title')}</h2>
        <button class="quiet icon" aria-label=${words.term('action.close')} @click=${close}>
          ${icon('cross')}
        </button>
      </div>
      <div class="body" part="dialog-body">
        ${this.#saveForm(engine, words)}
        ${
          views.length === 0
            ? html`<p class="none">${words.term('views.none')}</p>`
            : html`<ul aria-label=${words.term('views.title')}>
                ${repeat(
                  views,
                  ({ id }) => id,
                  (view) =>
                    html`<li data-view=${view.id}>
                      ${this.renaming === view.id ? this.#renameForm(view, words) : this.#entry(view, words)}
                    </li>`,
                )}
              </ul>`
        }
        ${
          this.link === ''
            ? nothing
            : html`<label class="link"
                >${words.term('views.link')}<input type="text" readonly .value=${this.link}
              /></label>`
        }
      </div>
      <div class="foot" part="dialog-footer">
        <div class="grow">
          <p role="status">${this.said}</p>
          ${
            this.taken
              ? html`<button class="quiet" @click=${() => this.#giveBack(words)}>
                  ${words.term('outcome.undo')}
                </button>`
              : nothing
          }
        </div>
        <div class="buttons">
          <button @click=${() => this.renderRoot.querySelector<HTMLInputElement>('#file')?.click()}>
            ${words.term('views.import')}
          </button>
          <input
            id="file"
            type="file"
            accept=".json,application/json"
            hidden
            @change=${(event: Event) => void this.#import(event, words)}
          />
          <button
            aria-disabled=${views.length === 0 ? 'true' : nothing}
            aria-describedby=${views.length === 0 ? 'nothing' : nothing}
            @click=${() => this.#export()}
          >
            ${words.term('views.export')}
          </button>
          <span id="nothing" hidden>${words.term('views.none')}</span>
          ${
            this.isLinkable
              ? html`<button @click=${() => void this.#copyLink(engine, words)}>
                  ${words.term('views.copy-link')}
                </button>`
              : nothing
          }
        </div>
      </div>
    </dialog>`;
  }

  #saveForm(engine: ReportEngine, words: Localization): TemplateResult {
    const stored = this.#stored;
    const isTaken = viewNamed(stored, this.name) !== undefined;
    const isFull = stored.views.length >= MOST_VIEWS && !isTaken;
    const hint = isFull
      ? words.term('views.too-many', { count: MOST_VIEWS })
      : isTaken
        ? words.term('views.replaces')
        : '';
    const save = (event: Event): void => {
      event.preventDefault();
      const name = cleanName(this.name);
      if (isFull) return;
      // As a field that is required, but in our words.
      if (name === '') {
        this.#say('views.needs-name', {}, '#name');
        return;
      }
      const view = keptView(engine.viewState);
      const id = uniqueId();
      void this.#views?.change((before) => saved(before, name, view, id));
      this.name = '';
      this.#say('views.saved', { name: isolated(name) }, '#name');
    };
    return html`<form @submit=${save}>
        <label
          >${words.term('views.save-as')}<input
            id="name"
            type="text"
            autocomplete="off"
            maxlength=${LONGEST_NAME}
            aria-describedby="hint"
            .value=${this.name}
            @input=${(event: InputEvent) => (this.name = (event.target as HTMLInputElement).value)}
        /></label>
        <button class="primary" aria-disabled=${isFull ? 'true' : nothing}>
          ${words.term('views.save')}
        </button>
      </form>
      <p id="hint" class="hint">${hint}</p>`;
  }

  #entry(view: StoredView, words: Localization): TemplateResult {
    const { id } = view;
    const name = isolated(view.name);
    const isFirst = this.#stored.defaultId === id;
    const rename = (): void => {
      [this.renaming, this.newName] = [id, view.name];
      this.#focus = '#new-name';
    };
    return html`<span class="name">${customerText(view.name)}</span>
      <button
        class="first"
        aria-pressed=${isFirst ? 'true' : 'false'}
        aria-label=${words.term('views.first-of', { name })}
        @click=${() => {
          void this.#views?.change((before) => withDefault(before, isFirst ? null : id));
          this.#say(isFirst ? 'views.none-first' : 'views.is-first', { name });
        }}
      >
        ${words.term('views.first')}
      </button>
      <button class="rename" aria-label=${words.term('views.rename-of', { name })} @click=${rename}>
        ${words.term('views.rename')}
      </button>
      <button
        class="delete"
        aria-label=${words.term('views.delete-of', { name })}
        @click=${() => this.#delete(view)}
      >
        ${words.term('views.delete')}
      </button>`;
  }

  #renameForm({ id, name }: StoredView, words: Localization): TemplateResult {
    const end = (): void => {
      this.renaming = null;
      this.#focus = `[data-view="${CSS.escape(id)}"] .rename`;
    };
    const onSubmit = (event: Event): void => {
      event.preventDefault();
      const other = viewNamed(this.#stored, this.newName);
      const clean = cleanName(this.newName);
      if (clean === '' || (other && other.id !== id)) {
        this.#say(clean === '' ? 'views.needs-name' : 'views.taken', { name: isolated(clean) }, '#new-name');
        return;
      }
      void this.#views?.change((before) => renamed(before, id, clean));
      this.#say('views.renamed', { name: isolated(clean) });
      end();
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      // The name is left as it was; the dialog stays.
      event.preventDefault();
      event.stopPropagation();
      end();
    };
    return html`<form @submit=${onSubmit} @keydown=${onKeyDown}>
      <label
        >${words.term('views.new-name', { name: isolated(name) })}<input
          id="new-name"
          type="text"
          autocomplete="off"
          maxlength=${LONGEST_NAME}
          .value=${this.newName}
          @input=${(event: InputEvent) => (this.newName = (event.target as HTMLInputElement).value)}
      /></label>
      <button class="primary">${words.term('views.rename')}</button>
      <button type="button" @click=${end}>${words.term('action.cancel')}</button>
    </form>`;
  }

  #delete(view: StoredView): void {
    const { views, defaultId } = this.#stored;
    const place = views.indexOf(view);
    const next = views[place + 1] ?? views[place - 1];
    void this.#views?.change((before) => removed(before, view.id));
    this.#say(
      'views.deleted',
      { name: isolated(view.name) },
      next ? `[data-view="${CSS.escape(next.id)}"] .delete` : '#name',
    );
    this.taken = { view, wasDefault: defaultId === view.id };
  }

  #giveBack(words: Localization): void {
    const { taken } = this;
    if (!taken) return;
    const { view, wasDefault } = taken;
    void this.#views?.change((before) => {
      const again = saved(before, view.name, view.view, view.id);
      return wasDefault ? withDefault(again, view.id) : again;
    });
    this.taken = null;
    this.said = words.term('views.back', { name: isolated(view.name) });
    this.#focus = `[data-view="${CSS.escape(view.id)}"] .delete`;
  }

  async #import({ target }: Event, words: Localization): Promise<void> {
    const field = target as HTMLInputElement;
    const text = await field.files?.[0]?.text();
    // The same file again is a change, too.
    field.value = '';
    if (text === undefined) return;
    const result = await this.#views?.import(text);
    this.taken = null;
    this.said = !result
      ? words.term('views.unreadable')
      : [
          words.term('views.imported', { count: result.count }),
          ...(result.leftOut > 0 ? [words.term('views.left-out', { count: result.leftOut })] : []),
        ].join(' ');
  }

  #export(): void {
    if (this.#stored.views.length > 0)
      download('ongoing-conversations-views.json', viewsText(this.#stored), 'application/json');
  }

  async #copyLink(engine: ReportEngine, words: Localization): Promise<void> {
    const link = linkTo(keptView(engine.viewState), location.href);
    try {
      await navigator.clipboard.writeText(link);
      this.said = words.term('views.link-copied');
    } catch {
      // Without permission, or in a frame: it can be taken from here.
      this.link = link;
      this.#focus = '.link input';
    }
  }

  #say(key: MessageKey, values: Readonly<Record<string, string>> = {}, focus = ''): void {
    this.taken = null;
    this.said = this.words?.term(key, values) ?? '';
    this.#focus = focus;
  }
}
