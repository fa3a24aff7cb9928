import type { TemplateResult } from 'lit';
import type { Localization } from '../../localization/index.js';
import type { Conversation } from '../../model/conversation.js';
import type { DialogState } from '../shared/action-dialog.js';
import { isAgent, type Candidate } from '../shared/candidates.js';
import { isolated } from '../shared/customer-text.js';
import { TargetDialog } from '../shared/target-dialog.js';

/**
 * Hands conversations to another agent of the same queue. Opened by the desk with `showModal()` after setting
 * `actionRequest`; answers through the request.
 *
 * @csspart dialog - the dialog
 * @csspart dialog-title - its heading
 * @csspart dialog-body - what scrolls between title and footer
 * @csspart dialog-footer - the buttons
 */
export class TransferDialog extends TargetDialog {
  protected override readonly assignedLabel = 'dialog.transfer-to';

  protected override renderBody(shown: DialogState): TemplateResult {
    return this.renderList(shown);
  }

  /** An agent of another queue; one whose queues are not known is left to the source to judge. */
  protected override targetRefusal(target: Candidate, row: Conversation, words: Localization): string | null {
    const refused = super.targetRefusal(target, row, words);
    const queue = row.queue;
    if (refused !== null || !queue || !isAgent(target) || target.queues.length === 0) return refused;
    if (target.queues.includes(queue.id)) return null;
    return words.term('dialog.not-in-queue', {
      target: isolated(target.name, 60),
      queue: isolated(queue.name, 60),
    });
  }
}
