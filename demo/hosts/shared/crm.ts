/** Stands for your own back end. It says on the console what it was asked; a test reads it there. */
import type { ActionTarget, Conversation, HostOutcome } from 'ongoing-conversations-report';

export const crm = {
  async transfer(conversations: readonly Conversation[], target: ActionTarget | null): Promise<HostOutcome> {
    console.info(`CRM: transfer ${conversations.map(({ id }) => id).join(' ')} to ${JSON.stringify(target)}`);
    return { status: 'done' };
  },
};
