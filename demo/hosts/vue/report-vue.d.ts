import type { OngoingConversationsReport, ReportEventMap } from 'ongoing-conversations-report';

type ReportEvents = {
  [Name in keyof ReportEventMap as `on${Capitalize<Name>}`]?: (event: ReportEventMap[Name]) => void;
};
type ReportProperties = Partial<Omit<OngoingConversationsReport, keyof HTMLElement>>;

declare module 'vue' {
  interface HTMLAttributes {
    /** Vue's own slots are components' only. */
    slot?: string;
  }
  interface GlobalComponents {
    'ongoing-conversations-report': new () => { $props: ReportProperties & ReportEvents };
  }
}
