/** From the reference server of this repository, which `npm start` runs beside the page. */
import type { Meta, Story } from '../gallery/story.js';
import { referenceAddress, serverIsMissing } from './support/reference-server.js';
import { reportArgTypes, reportTemplate, type ReportArgs } from './support/report-template.js';

export default {
  title: 'Reference server',
  component: 'ongoing-conversations-report',
  args: { density: 'comfortable', mode: 'full', windowHours: 24 },
  argTypes: reportArgTypes,
} satisfies Meta<ReportArgs>;

export const __namedExportsOrder = ['OverWebSocket', 'ByPolling'];

function serverStory(name: string, scheme: 'ws' | 'http', about: string): Story<ReportArgs> {
  return {
    name,
    parameters: { docs: { description: { story: about } } },
    render: (args, context) => {
      const src = referenceAddress(scheme);
      return src === null ? serverIsMissing() : reportTemplate({ ...args, src }, context);
    },
  };
}

export const OverWebSocket = serverStory(
  'WebSocket',
  'ws',
  'From the reference server. Open this story twice: what one supervisor does, the other sees.',
);

export const ByPolling = serverStory(
  'Polling',
  'http',
  'From the same server, asked again every few seconds.',
);
