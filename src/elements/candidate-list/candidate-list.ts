import { consume } from '@lit/context';
import {
  html,
  LitElement,
  nothing,
  type CSSResultGroup,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { engineContext } from '../../context/engine-context.js';
import { localizationContext } from '../../context/localization-context.js';
import { ClockController } from '../../controllers/clock-controller.js';
import { DebounceController } from '../../controllers/debounce-controller.js';
import type { ReportEngine } from '../../engine/report-engine.js';
import type { Localization } from '../../localization/index.js';
import type { Skill } from '../../model/conversation.js';
import { controls } from '../../styles/controls.js';
import { icon } from '../../styles/icons.js';
import { reset } from '../../styles/reset.js';
import {
  CandidateChoiceEvent,
  isAgent,
  type Candidate,
  type CandidateJudge,
  type CandidateKind,
  type CandidateLookup,
} from '../shared/candidates.js';
import { nameIn, phrase } from '../shared/phrase.js';
import { candidateListStyles } from './candidate-list.styles.js';
import { CandidateSearch, MAX_ENTRIES, type Arrival } from './candidate-search.js';
import { statusText } from './list-status.js';
import { agentOption, queueOption } from './option-templates.js';
import { arrange, inPlace, judged } from './shown-candidates.js';

/** Entries older than this are looked up again: an agent may have left meanwhile. */
const REFRESH_MS = 15_000;

/**
 * Agents or queues to choose one of, with a search. Tells each choice by a `candidatechoice` event, also that nothing
 * is chosen any more because the candidate is gone.
 *
 * Its own box is given up (`display: contents`): the search stands in the dialog's grid beside the tabs.
 */
export class CandidateList extends LitElement {
  static override styles: CSSResultGroup = [reset, controls, candidateListStyles];

  @property({ attribute: false }) kind: CandidateKind = 'agent';
  /** Asks the data source; another function starts a new search. */
  @property({ attribute: false }) lookup: CandidateLookup | null = null;
  /** Skills that the conversations need: they are marked, and the best match comes first. */
  @property({ attribute: false }) needs: readonly Skill[] = [];
  /** Queues that the conversations are in: nobody may serve them all. */
  @property({ attribute: false }) queueCount = 1;
  /** What the dialog refuses beside the source. */
  @property({ attribute: false }) judge: CandidateJudge = () => null;
  /** Is chosen once, if the first search finds it and it can be chosen. */
  @property({ attribute: false }) wishedId: string | null = null;

  @consume({ context: engineContext, subscribe: true }) @state() private engine: ReportEngine | undefined;
  @consume({ context: localizationContext, subscribe: true }) @state() private words:
    Localization | undefined;
  @state() private showsAll = false;
  @state() private text = '';
  /** What happened to a candidate that was highlighted or chosen. */
  @state() private notice: unknown = nothing;

  readonly #search = new CandidateSearch(this, (arrival) => this.#onEntries(arrival));
  readonly #debounce = new DebounceController(this);
  #chosenId: string | null = null;
  #activeId: string | null = null;
  #wishedId: string | null = null;
  /** In the order in which they were arranged last; judged by the dialog. */
  #arranged: readonly Candidate[] = [];
  /** Ids that could be chosen when they came: they stay where they are when they no longer can. */
  #rendered: readonly Candidate[] = [];
  readonly #offered = new Set<string>();
  #scrolls = false;
  #hadButton = false;

  constructor() {
    super();
    new ClockController(this, () => this.#onTick());
  }

  /** Puts the focus into the search. */
  override focus(options?: FocusOptions): void {
    if (!this.hasUpdated) this.performUpdate();
    this.renderRoot.querySelector('input')?.focus(options);
  }

  protected override willUpdate(changed: PropertyValues): void {
    this.#hadButton = this.#focused instanceof HTMLButtonElement;
    if (changed.has('lookup')) {
      this.text = '';
      this.notice = nothing;
      this.showsAll = false;
      this.#arranged = [];
      this.#offered.clear();
      this.#activeId = null;
      this.#wishedId = this.wishedId;
      this.#choose(null);
      this.#debounce.cancel();
      if (this.lookup) this.#search.search(this.lookup, '');
    } else if (changed.has('judge')) {
      this.#follow(inPlace(judged(this.#search.entries, this.judge), this.#arranged), true);
    } else if (changed.has('needs')) {
      this.#arranged = arrange(this.#arranged, this.kind, this.needs);
    }
  }

  protected override updated(): void {
    if (this.#scrolls) this.renderRoot.querySelector('.active')?.scrollIntoView({ block: 'nearest' });
    this.#scrolls = false;
    // A button that was pressed and is gone (the last page, another try) must not take the focus along.
    if (this.#hadButton && !this.#focused) {
      const next = this.#search.status === 'ready' ? '.list' : 'input';
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(next)?.focus());
    }
  }

  get #focused(): Element | null {
    return (this.renderRoot as ShadowRoot | undefined)?.activeElement ?? null;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { words } = this;
    if (!words) return nothing;
    const isAgents = this.kind === 'agent';
    const search = words.term(isAgents ? 'candidates.search-agents' : 'candidates.search-queues');
    const shown = this.#shown();
    this.#rendered = shown;
    const isEmpty = shown.length === 0;
    const isFirst = this.#search.status === 'loading' || this.#search.status === 'idle';
    const canGrow = this.#search.hasMore && this.#search.entries.length < MAX_ENTRIES;
    return html`<div class="field search">
        ${icon('search')}<input
          role="searchbox"
          autocomplete="off"
          spellcheck="false"
          enterkeyhint="search"
          aria-label=${search}
          placeholder=${search}
          .value=${live(this.text)}
          @input=${this.#onInput}
          @keydown=${this.#onSearchKeydown}
        />
      </div>
      <div class="results ${isEmpty && !isFirst ? 'empty' : ''}">
        ${isEmpty ? nothing : this.#renderList(shown, words)}
        ${isEmpty && isFirst ? html`<div class="list skeleton" aria-hidden="true"></div>` : nothing}
        <div class="below">
          <p class="status" role="status">
            ${this.notice}
            ${statusText({ kind: this.kind, search: this.#search, found: this.#arranged, showsAll: this.showsAll, queueCount: this.queueCount }, words)}
          </p>
          <div class="more">
            ${
              this.#search.status === 'failed'
                ? html`<button @click=${() => this.#search.retry()}>
                    ${words.term('candidates.retry')}
                  </button>`
                : canGrow
                  ? html`<button
                      aria-disabled=${this.#search.status === 'loading' ? 'true' : nothing}
                      @click=${() => this.#search.more()}
                    >
                      ${words.term('candidates.show-more')}
                    </button>`
                  : nothing
            }
            ${
              isAgents
                ? html`<button
                    class="quiet switch"
                    role="switch"
                    aria-checked=${this.showsAll ? 'true' : 'false'}
                    @click=${this.#onShowAll}
                  >
                    <span class="knob"></span>${words.term('candidates.show-all')}
                  </button>`
                : nothing
            }
          </div>
        </div>
      </div>`;
  }

  #renderList(shown: readonly Candidate[], words: Localization): TemplateResult {
    const around = { words, needs: this.needs, now: this.engine?.serverNow() ?? Date.now() };
    const active = shown.findIndex(({ id }) => id === this.#activeId);
    return html`<div
      class="list"
      role="listbox"
      tabindex="0"
      aria-label=${words.term(this.kind === 'agent' ? 'candidates.agents' : 'candidates.queues')}
      aria-busy=${this.#search.status === 'loading' ? 'true' : 'false'}
      aria-activedescendant=${active < 0 ? nothing : `option-${String(active)}`}
      @focus=${this.#onFocus}
      @click=${this.#onClick}
      @keydown=${this.#onKeydown}
    >
      ${repeat(
        shown,
        ({ id }) => id,
        (candidate, index) =>
          html`<div
            role="option"
            id="option-${index}"
            class="option ${index === active ? 'active' : ''}"
            aria-selected=${candidate.id === this.#chosenId ? 'true' : 'false'}
            aria-disabled=${candidate.eligible ? nothing : 'true'}
            aria-describedby="flag-${index} details-${index} state-${index} load-${index}"
          >
            ${isAgent(candidate) ? agentOption(candidate, index, around) : queueOption(candidate, index, around)}
          </div>`,
      )}
    </div>`;
  }

  /** Queues are all shown; agents who cannot take it only on request, or when they could a moment ago. */
  #shown(): readonly Candidate[] {
    const { kind, showsAll } = this;
    const isShown = ({ id, eligible }: Candidate): boolean =>
      eligible || showsAll || kind === 'queue' || this.#offered.has(id);
    return this.#arranged.filter(isShown).slice(0, MAX_ENTRIES);
  }

  /** What was asked for is arranged anew; what came by itself moves nothing that may be under the pointer. */
  #onEntries(arrival: Arrival): void {
    const found = judged(this.#search.entries, this.judge);
    if (arrival === 'refresh') {
      this.#follow(inPlace(found, this.#arranged), true);
      return;
    }
    if (arrival === 'search') this.#offered.clear();
    this.#follow(arrange(found, this.kind, this.needs), arrival === 'more');
    const wished = this.#arranged.find(({ id }) => id === this.#wishedId);
    this.#wishedId = null;
    if (wished?.eligible) this.#activate(wished);
  }

  /**
   * Shows `next`: the highlight moves off what vanished, and a choice that cannot be kept is let go.
   * @param tellsHighlight false where the supervisor asked for other entries and expects the highlight to go.
   */
  #follow(next: readonly Candidate[], tellsHighlight: boolean): void {
    const before = this.#shown();
    this.#arranged = next;
    for (const { id, eligible } of next) if (eligible) this.#offered.add(id);
    const after = this.#shown();
    const find = (list: readonly Candidate[], id: string | null): Candidate | undefined =>
      list.find((candidate) => candidate.id === id);

    const active = find(before, this.#activeId);
    const isActiveGone = active !== undefined && !find(after, active.id);
    if (isActiveGone) this.#activeId = tellsHighlight ? (neighbour(before, active, after)?.id ?? null) : null;
    const chosen = find(before, this.#chosenId);
    const isChosenLost = chosen !== undefined && !find(after, chosen.id)?.eligible;
    if (isChosenLost) this.#choose(null);
    const lost = isChosenLost ? chosen : isActiveGone && tellsHighlight ? active : undefined;
    if (lost) this.#tellLoss(lost, find(after, lost.id) !== undefined, find(after, this.#activeId));
  }

  #tellLoss(lost: Candidate, isStillShown: boolean, active: Candidate | undefined): void {
    const { words } = this;
    if (!words) return;
    const key = isStillShown ? 'candidates.not-eligible' : 'candidates.gone';
    const notice = phrase(words, key, { name: nameIn(lost.name) });
    const isMoved = active !== undefined && active.id !== lost.id;
    const moved = isMoved ? phrase(words, 'candidates.highlighted', { name: nameIn(active.name) }) : nothing;
    this.notice = [notice, ' ', moved];
  }

  #onTick(): void {
    const age = performance.now() - this.#search.since;
    if (this.#search.status === 'ready' && age >= REFRESH_MS) void this.#search.refresh();
    this.requestUpdate();
  }

  readonly #onInput = (event: Event): void => {
    this.text = (event.target as HTMLInputElement).value;
    this.notice = nothing;
    this.#debounce.run(() => this.#search.search(this.lookup, this.text.trim()));
  };

  readonly #onSearchKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' || event.isComposing) return;
    const [first] = this.#shown();
    if (!first) return;
    event.preventDefault();
    this.#activate(first);
    this.renderRoot.querySelector<HTMLElement>('.list')?.focus();
  };

  readonly #onShowAll = (): void => {
    this.showsAll = !this.showsAll;
    this.notice = nothing;
  };

  /** Without a highlight the keys would have nowhere to start from. */
  readonly #onFocus = (): void => {
    this.#activeId ??= this.#chosenId ?? this.#shown()[0]?.id ?? null;
    this.requestUpdate();
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    const shown = this.#shown();
    const index = shown.findIndex(({ id }) => id === this.#activeId);
    const last = shown.length - 1;
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(index + 1, last),
      ArrowUp: Math.max(index - 1, 0),
      Home: 0,
      End: last,
      PageDown: Math.min(index + 5, last),
      PageUp: Math.max(index - 5, 0),
      ' ': index,
      Enter: index,
    };
    const target = Object.hasOwn(targets, event.key) ? shown[targets[event.key] ?? -1] : undefined;
    if (!target || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.#activate(target);
  };

  /** By what was rendered where the pointer is, not by what may have come since. */
  readonly #onClick = (event: Event): void => {
    const options = [...(event.currentTarget as HTMLElement).children];
    const index = options.findIndex((option) => event.composedPath().includes(option));
    const candidate = this.#rendered[index];
    if (candidate) this.#activate(candidate);
  };

  /** Highlights and, when it can be, chooses. */
  #activate(candidate: Candidate): void {
    this.#activeId = candidate.id;
    this.#scrolls = true;
    this.notice = nothing;
    if (candidate.eligible) this.#choose(candidate);
    this.requestUpdate();
  }

  #choose(candidate: Candidate | null): void {
    if ((candidate?.id ?? null) === this.#chosenId) return;
    this.#chosenId = candidate?.id ?? null;
    this.dispatchEvent(new CandidateChoiceEvent(candidate));
  }
}

/** The first after `gone` that is still there, else the last before it. */
function neighbour(
  before: readonly Candidate[],
  gone: Candidate,
  after: readonly Candidate[],
): Candidate | undefined {
  const kept = new Set(after.map(({ id }) => id));
  const index = before.indexOf(gone);
  const isKept = ({ id }: Candidate): boolean => kept.has(id);
  return before.slice(index).find(isKept) ?? before.slice(0, index).findLast(isKept) ?? after[0];
}
