/** From the reference server of this repository, which `npm start` runs beside the page. */
import type { Meta, Story } from '../gallery/story.js';
import { referenceAddress, referenceRoot, serverIsMissing } from './support/reference-server.js';
import {
  reportArgTypes,
  reportTemplate,
  type ReportArgs,
  type ReportExtras,
} from './support/report-template.js';

export default {
  title: 'Reference server',
  component: 'ongoing-conversations-report',
  args: { density: 'comfortable', mode: 'full', windowHours: 24 },
  argTypes: reportArgTypes,
} satisfies Meta<ReportArgs>;

export const __namedExportsOrder = ['OverWebSocket', 'ByPolling', 'WithTicket'];

function serverStory(
  name: string,
  scheme: 'ws' | 'http',
  about: string,
  extras: ReportExtras = {},
): Story<ReportArgs> {
  return {
    name,
    parameters: { docs: { description: { story: about } } },
    render: (args, context) => {
      const src = referenceAddress(scheme);
      return src === null ? serverIsMissing() : reportTemplate({ ...args, src }, context, extras);
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

/** A ticket opens one connection and soon expires: it is asked for anew each time. */
const askTicket = async (): Promise<string> => {
  const answer = await fetch(`${referenceRoot()}ticket`, {
    method: 'POST',
    headers: { 'X-Requested-With': 'ongoing-conversations-report' },
  });
  const { ticket } = (await answer.json()) as { readonly ticket: string };
  return ticket;
};

const withTicket = serverStory(
  'WebSocket with a ticket',
  'ws',
  'Who the supervisor is, says a ticket of the server: it goes into the first message, never into the address.',
  { tokenProvider: askTicket },
);

export const WithTicket: Story<ReportArgs> = {
  ...withTicket,
  parameters: {
    ...withTicket.parameters,
    shows: ['property:tokenProvider'],
  },
};
