/** What the browser tells assistive technology. Every engine tells roles and names; see engine-limits.ts for the rest. */
import { a11ySnapshot } from '@web/test-runner-commands';

/** A node of the accessibility tree, as far as tests read it. */
export interface AccessibleNode {
  readonly role: string;
  readonly name: string;
  readonly description?: string;
  readonly disabled?: boolean;
  readonly modal?: boolean;
  readonly children?: readonly AccessibleNode[];
}

/** Every node of the page. */
export async function accessibleNodes(): Promise<AccessibleNode[]> {
  // Its declaration forgets the answer.
  const snapshot = a11ySnapshot as (options: object) => Promise<unknown>;
  return flatten((await snapshot({})) as AccessibleNode);
}

const flatten = (node: AccessibleNode): AccessibleNode[] => [node, ...(node.children ?? []).flatMap(flatten)];
