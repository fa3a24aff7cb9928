import type { OngoingConversationsReport, ReportEventMap } from 'ongoing-conversations-report';
import type { DetailedHTMLProps, HTMLAttributes } from 'react';

type ReportEvents = {
  [Name in keyof ReportEventMap as `on${Name}`]?: (event: ReportEventMap[Name]) => void;
};
type ReportProperties = Partial<Omit<OngoingConversationsReport, keyof HTMLElement>>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'ongoing-conversations-report': DetailedHTMLProps<
        HTMLAttributes<OngoingConversationsReport>,
        OngoingConversationsReport
      > &
        ReportProperties &
        ReportEvents;
    }
  }
}
