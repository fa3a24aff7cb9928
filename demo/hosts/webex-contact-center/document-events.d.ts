import type { ReportEventMap } from 'ongoing-conversations-report';

declare global {
  interface DocumentEventMap extends Pick<ReportEventMap, 'conversationtransfer' | 'actionsettled'> {}
}
