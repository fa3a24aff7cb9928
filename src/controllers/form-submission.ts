import type { ActionSubmission } from '../context/action-desk-context.js';

/** The fields of a form in a host's dialog, by their names: `agentId`, `queueId`, `reason` and `note`. */
export function formSubmission(dialog: HTMLElement): ActionSubmission {
  const form = dialog.querySelector('form');
  const fields = form ? new FormData(form) : new FormData();
  const text = (name: string): string | undefined => {
    const value = fields.get(name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const [agentId, queueId, reason, note] = [text('agentId'), text('queueId'), text('reason'), text('note')];
  return {
    ...(agentId !== undefined ? { target: { agentId } } : queueId !== undefined && { target: { queueId } }),
    ...(reason !== undefined && { reason }),
    ...(note !== undefined && { note }),
  };
}
