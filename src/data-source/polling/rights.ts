import type { ActionPermissions } from '../../model/actions.js';
import type { Named } from '../../model/conversation.js';
import type { SourceMessage } from '../data-source.js';
import { named } from '../decode-conversation.js';
import { readPermissions } from '../wire/wire-permissions.js';
import type { PollPage } from './poll-answer.js';

/** Who the user is and what they may do, where the answers say so. */
export class Rights {
  #user: Named | null = null;
  #permissions: ActionPermissions | null = null;

  /** What is new in `page`. `isOtherUser`: the rows so far were read in somebody else's name. */
  read(page: PollPage): { readonly messages: readonly SourceMessage[]; readonly isOtherUser: boolean } {
    const messages: SourceMessage[] = [];
    const supervisor = named(page.user);
    const isOtherUser = this.#user !== null && supervisor !== null && supervisor.id !== this.#user.id;
    if (supervisor !== null && supervisor.id !== this.#user?.id)
      messages.push({ type: 'supervisor', supervisor });
    this.#user = supervisor ?? this.#user;
    const before = isOtherUser ? null : this.#permissions;
    if (page.can !== undefined) {
      const permissions = readPermissions(page.can, before ?? {});
      if (JSON.stringify(permissions) !== JSON.stringify(before))
        messages.push({ type: 'permissions', permissions });
      this.#permissions = permissions;
    }
    return { messages, isOtherUser };
  }
}
