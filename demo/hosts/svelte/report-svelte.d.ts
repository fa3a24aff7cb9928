import type { OngoingConversationsReport, ReportEventMap } from 'ongoing-conversations-report';
import type { HTMLAttributes } from 'svelte/elements';

type ReportEvents = {
  [Name in keyof ReportEventMap as `on${Name}`]?: (event: ReportEventMap[Name]) => void;
};
type ReportProperties = Partial<Omit<OngoingConversationsReport, keyof HTMLElement>>;

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'ongoing-conversations-report': HTMLAttributes<OngoingConversationsReport> &
      ReportProperties &
      ReportEvents;
  }
}
