/** What the host sets; what is left out keeps its value. */
import type { ActionPermissions } from '../model/actions.js';
import type { Policy } from '../model/policy.js';
import type { CompareOf } from './row-view.js';

export interface HostSettings {
  readonly permissions?: ActionPermissions;
  readonly policy?: Policy;
  readonly supervisorId?: string | null;
  /** How the host's own columns are ordered. */
  readonly compareOf?: CompareOf;
}
