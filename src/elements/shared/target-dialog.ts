/** What assigning and transferring share: one target, chosen from a list of candidates. */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { ActionSubmission } from '../../context/action-desk-context.js';
import type { WatchedConversation } from '../../controllers/request-watch.js';
import type { Localization } from '../../localization/index.js';
import type { Conversation, Skill } from '../../model/conversation.js';
import { waitTime } from '../../model/metrics.js';
import { ActionDialog, type DialogState } from './action-dialog.js';
import { subjectText } from './badges.js';
import {
  isAgent,
  type Candidate,
  type CandidateChoiceEvent,
  type CandidateJudge,
  type CandidateKind,
  type CandidateLookup,
} from './candidates.js';
import { customerText, displayText, isolated } from './customer-text.js';
import { running } from './dialog-notes.js';
import { joined, nameIn, phrase } from './phrase.js';

/** A longer name would leave no room for the verb on the button. */
const MAX_NAME = 60;

export abstract class TargetDialog extends ActionDialog {
  @state() protected kind: CandidateKind = 'agent';
  @state() protected target: Candidate | null = null;
  #lookups: Readonly<Record<CandidateKind, CandidateLookup>> | null = null;

  protected abstract readonly assignedLabel: 'dialog.assign-to' | 'dialog.transfer-to';

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { actionRequest: request } = this;
    if (changed.has('actionRequest')) {
      // The same functions for the whole request: another one would make the list search again.
      this.#lookups = request && {
        agent: (search) => request.findAgents(search),
        queue: (search) => request.findQueues(search),
      };
    }
  }

  protected override onOpen(): void {
    const target = this.proposed?.target;
    this.kind = target && 'queueId' in target ? 'queue' : 'agent';
    this.target = null;
    // The list chooses it once it has found that it can still be chosen.
    this.#wishedId = target ? ('queueId' in target ? target.queueId : target.agentId) : null;
  }
  #wishedId: string | null = null;

  protected override renderDescription({ engine, words, watched }: DialogState): unknown {
    const [only] = watched.conversations;
    if (!only || watched.conversations.length > 1) return nothing;
    const { customer, queue } = only.current;
    const wait = waitTime(only.current, engine.serverNow());
    const facts: unknown[] = [customerText(subjectText(only.current, words))];
    if (customer) facts.push(customerText(customer.name));
    if (queue) facts.push(customerText(queue.name));
    if (wait !== null && !only.ended) {
      facts.push(running((duration) => words.term('dialog.waiting', { duration }), wait, words));
    }
    return joined(facts, ' · ');
  }

  /** The list of candidates; used by its tag, so that an element never imports another one's folder. */
  protected renderList({ watched }: DialogState): TemplateResult {
    return html`<ongoing-conversations-candidate-list
      .kind=${this.kind}
      .lookup=${this.#lookups?.[this.kind] ?? null}
      .needs=${this.needs(watched.conversations)}
      .queueCount=${new Set(watched.conversations.map(({ current }) => current.queue?.id)).size}
      .judge=${this.#judge(watched.conversations)}
      .wishedId=${this.#wishedId}
      @candidatechoice=${this.#onChoice}
    ></ongoing-conversations-candidate-list>`;
  }

  #needsKey = '';
  #needs: readonly Skill[] = [];

  /** All skills that any of the conversations needs; the same array while they are the same. */
  protected needs(rows: readonly WatchedConversation[]): readonly Skill[] {
    const skills = new Map(rows.flatMap(({ current }) => current.skills).map((skill) => [skill.id, skill]));
    const key = JSON.stringify([...skills]);
    if (key !== this.#needsKey) {
      this.#needsKey = key;
      this.#needs = [...skills.values()];
    }
    return this.#needs;
  }

  #judgeKey: readonly Conversation[] = [];
  #judgeOf: CandidateJudge = () => null;

  /** Another judge only when the conversations changed: the list draws itself anew with each. */
  #judge(rows: readonly WatchedConversation[]): CandidateJudge {
    const current = rows.map((row) => row.current);
    const isSame =
      current.length === this.#judgeKey.length &&
      current.every((row, index) => row === this.#judgeKey[index]);
    if (isSame) return this.#judgeOf;
    this.#judgeKey = current;
    this.#judgeOf = (candidate) => {
      const { words } = this;
      if (!words || current.length === 0) return null;
      if (current.every((row) => isAlreadyAt(candidate, row))) return { omit: true };
      const [why = null, ...others] = current.map((row) => this.targetRefusal(candidate, row, words));
      return why !== null && others.every((other) => other !== null) ? { why } : null;
    };
    return this.#judgeOf;
  }

  /** Why this conversation cannot go to the target although the action is possible, or null. */
  protected targetRefusal(target: Candidate, conversation: Conversation, words: Localization): string | null {
    if (!isAlreadyAt(target, conversation)) return null;
    const name = isolated(target.name, MAX_NAME);
    return words.term(isAgent(target) ? 'dialog.already-with' : 'dialog.already-in', { target: name });
  }

  protected override refusal(row: WatchedConversation, words: Localization): string | null {
    const refused = super.refusal(row, words);
    return refused ?? (this.target && this.targetRefusal(this.target, row.current, words));
  }

  protected override missing({ words }: DialogState): string | null {
    if (this.target) return null;
    return words.term(this.kind === 'agent' ? 'dialog.choose-agent' : 'dialog.choose-queue');
  }

  protected override confirmLabel({ words, request }: DialogState): unknown {
    return this.target
      ? phrase(words, this.assignedLabel, { target: nameIn(this.target.name, MAX_NAME) })
      : words.term(`action.${request.action}`);
  }

  protected override footnote({ words, watched }: DialogState): unknown {
    const needs = this.kind === 'agent' ? this.needs(watched.conversations) : [];
    if (needs.length === 0) return nothing;
    const names = needs.map(({ name }) => nameIn(name, MAX_NAME));
    return phrase(words, 'dialog.needs', { skills: joined(names, ', ') });
  }

  protected override submission(): ActionSubmission {
    const { target } = this;
    if (!target) return {};
    return {
      target: isAgent(target) ? { agentId: target.id } : { queueId: target.id },
      targetName: displayText(target.name),
    };
  }

  protected override focusFirst(dialog: HTMLDialogElement): void {
    dialog.querySelector<HTMLElement>('ongoing-conversations-candidate-list')?.focus();
  }

  protected override focusMissing(dialog: HTMLDialogElement): void {
    if (!this.target) this.focusFirst(dialog);
  }

  readonly #onChoice = ({ candidate }: CandidateChoiceEvent): void => {
    this.target = candidate;
  };
}

function isAlreadyAt(target: Candidate, { agent, queue }: Conversation): boolean {
  return target.id === (isAgent(target) ? agent : queue)?.id;
}
