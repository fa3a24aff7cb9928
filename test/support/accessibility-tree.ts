/** What the browser tells assistive technology. Every engine tells roles and names; see engine-limits.ts for the rest. */
import { waitUntil } from '@open-wc/testing';
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

/** Nodes of the page that are such, when there are some: the tree may come some time after the page changed. */
export async function accessibleNodes(
  what: string,
  are: (node: AccessibleNode) => boolean,
): Promise<AccessibleNode[]> {
  // Its declaration forgets the answer.
  const snapshot = a11ySnapshot as (options: object) => Promise<unknown>;
  let found: AccessibleNode[] = [];
  const isFound = async (): Promise<boolean> => {
    found = flatten((await snapshot({})) as AccessibleNode).filter(are);
    return found.length > 0;
  };
  await waitUntil(isFound, `${what} in the accessibility tree`, { timeout: 10_000 });
  return found;
}

const flatten = (node: AccessibleNode): AccessibleNode[] => [node, ...(node.children ?? []).flatMap(flatten)];
