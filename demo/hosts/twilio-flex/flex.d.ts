/** What the plug-in uses of Flex UI 2. Flex itself, with all that comes along, is not installed for a sample. */
declare module '@twilio/flex-ui' {
  import type { ComponentType, ReactElement, ReactNode } from 'react';

  export interface Manager {
    readonly user: { readonly roles: readonly string[] };
    readonly workerClient?: { readonly sid: string; readonly name: string };
  }
  interface Content {
    add(element: ReactElement): void;
  }
  export const ViewCollection: { readonly Content: Content };
  export const SideNav: { readonly Content: Content };
  export const View: ComponentType<{ name: string; children: ReactNode }>;
  export const SideLink: ComponentType<{
    icon: string;
    iconActive: string;
    showLabel: boolean;
    isActive: boolean;
    onClick: () => void;
    children: ReactNode;
  }>;
  export const Actions: { invokeAction(name: string, payload?: object): Promise<void> };
}

declare module '@twilio/flex-plugin' {
  import type * as Flex from '@twilio/flex-ui';

  export abstract class FlexPlugin {
    constructor(name: string);
    readonly name: string;
    abstract init(flex: typeof Flex, manager: Flex.Manager): void;
  }
}
