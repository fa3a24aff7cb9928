/** Who the user is and what they may do, as the server said it last. */
import type { ActionPermissions } from '../../model/actions.js';
import type { SourceMessage } from '../data-source.js';
import { named, own } from '../decode-conversation.js';
import type { ServerMessageOf } from './wire-messages.js';
import { readPermissions } from './wire-permissions.js';

export class Rights {
  readonly #tell: (message: SourceMessage) => void;
  #permissions: ActionPermissions = {};
  #revision = -1;
  #stream: string | null = null;
  #userId: string | null = null;

  constructor(tell: (message: SourceMessage) => void) {
    this.#tell = tell;
  }

  /**
   * Why the rows of before may not stay, or null: another user, or other rights while the rows were not brought up to
   * date. Without a name of the user the stream tells one from the other.
   */
  objection({ stream, user, canRev }: ServerMessageOf<'welcome'>, isResumed: boolean): string | null {
    if (this.#stream === null) return null;
    const userId = user ? (named(user)?.id ?? null) : null;
    const isOther =
      userId !== null && this.#userId !== null ? userId !== this.#userId : stream !== this.#stream;
    if (isOther) return 'user';
    return !isResumed && canRev !== undefined && canRev !== this.#revision ? 'permissions' : null;
  }

  welcome({ stream, user, can, canRev }: ServerMessageOf<'welcome'>): void {
    this.#stream = stream;
    const supervisor = user ? named(user) : null;
    this.#userId = supervisor?.id ?? null;
    if (supervisor) this.#tell({ type: 'supervisor', supervisor });
    this.#revision = -1;
    this.#permissions = {};
    if (can) this.update(canRev ?? 0, can);
  }

  /** An older revision after a newer one changes nothing. */
  update(revision: number, can: Readonly<Record<string, unknown>>): void {
    if (revision < this.#revision) return;
    this.#revision = revision;
    this.#permissions = readPermissions(can, this.#permissions);
    this.#tell({ type: 'permissions', permissions: this.#permissions });
  }
}

/** False only where the server says so: the user may see nothing. */
export function maySee(can: Readonly<Record<string, unknown>> | undefined): boolean {
  return !can || own(can, 'view') !== false;
}
