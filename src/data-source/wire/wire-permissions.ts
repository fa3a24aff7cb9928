/** What the user may do and who the user is, as a server says it. */
import type { ActionPermissions, Permission } from '../../model/actions.js';
import { own, text } from '../decode-conversation.js';

type Raw = Readonly<Record<string, unknown>>;

/** Names on the wire and in the model. */
const SWITCHES = [
  ['assign', 'assign'],
  ['transfer', 'transfer'],
  ['monitor', 'monitor'],
  ['join', 'join'],
  ['force-close', 'forceClose'],
] as const;

/** Reads the switches that are named and keeps those of `before` that are not. A text is the reason for a *no*. */
export function readPermissions(can: Raw, before: ActionPermissions = {}): ActionPermissions {
  const permissions: { -readonly [Name in keyof ActionPermissions]: Permission } = { ...before };
  for (const [wireName, name] of SWITCHES) {
    const value = own(can, wireName);
    if (typeof value === 'boolean') permissions[name] = value;
    else if (typeof value === 'string') permissions[name] = text(value) ?? false;
  }
  return permissions;
}
