/** English for what comes beyond the first rows, the dialogs and the panel. Of other languages it is a chunk of its own. */
export const enFeatures = {
  'outcome.count.undone': '{count} undone',
  'outcome.count.held': '{count} not sent yet',
  'outcome.state.held': 'Not sent yet: can be undone',
  'outcome.state.undone': 'Undone: nothing was sent',
  'outcome.state.withdrawn': 'Not sent: the report changed before it could be',
  'outcome.undone': 'Undone, nothing was sent: {action} – {conversation}',
  'outcome.withdrawn':
    '{action} was not sent: the report was closed or showed something else before it could be.',
  'outcome.held-one': '{action} in {duration}: {conversation}',
  'outcome.held-bulk': {
    one: '{action} in {duration}: {count} conversation',
    other: '{action} in {duration}: {count} conversations',
  },
  'outcome.held-spoken': {
    one: '{action} is not sent yet and can be undone: {conversation}',
    other: '{action} is not sent yet and can be undone: {count} conversations',
  },
  'outcome.undo': 'Undo',
  'grid.held': '{action} not sent yet, can be undone',
  'help.title': 'Keys',
  'help.space': 'Space',
  'help.enter': 'Enter',
  'help.select': 'Select the row',
  'help.open': 'Open the conversation',
  'help.menu': 'Actions of the row',
  'help.fold': 'On a group: hide or show its rows',
  'help.copy': 'Copy the selected rows',
  'help.sort': 'On a header: order by it, too',
  'help.width': 'On a header: its width (Alt+Backspace: as usual)',
  'help.place': 'On a header: its place',
  'help.release': 'Show the changes that wait',
  'help.pause': 'Pause or resume',
  'force-close.undo': {
    one: 'For {count} second after that you can undo it.',
    other: 'For {count} seconds after that you can undo it.',
  },
  'force-close.evidence': { one: 'Before you close it', other: 'Before you close them' },
  'force-close.wrote-bulk': {
    one: '{count} customer wrote in the last 2 minutes.',
    other: '{count} customers wrote in the last 2 minutes.',
  },
  'force-close.agent-typing': '{agent} is typing.',
  'force-close.agent-typing-bulk': { one: '{count} agent is typing.', other: '{count} agents are typing.' },
  'force-close.agent-wrote': '{agent} wrote {duration} ago.',
  'force-close.agent-wrote-bulk': {
    one: '{count} agent wrote in the last 2 minutes.',
    other: '{count} agents wrote in the last 2 minutes.',
  },
  'force-close.offered': 'It is offered to {target}, who has not accepted yet.',
  'force-close.offered-bulk': {
    one: '{count} is offered to an agent who has not accepted yet.',
    other: '{count} are offered to agents who have not accepted yet.',
  },
  'force-close.consult': 'The agent was consulted and has not answered yet.',
  'force-close.consult-bulk': {
    one: '{count} agent was consulted and has not answered yet.',
    other: '{count} agents were consulted and have not answered yet.',
  },
  'force-close.monitored': {
    one: 'Another supervisor is monitoring it.',
    other: '{count} other supervisors are monitoring it.',
  },
  'force-close.monitored-bulk': {
    one: '{count} is monitored by another supervisor.',
    other: '{count} are monitored by other supervisors.',
  },
  'force-close.rose-bulk': {
    one: 'In {count} conversation the sentiment is rising.',
    other: 'In {count} conversations the sentiment is rising.',
  },
  'force-close.fell-bulk': {
    one: 'In {count} conversation the sentiment is falling.',
    other: 'In {count} conversations the sentiment is falling.',
  },

  'print.as-of': 'As of {time} ({zone})',
  'print.rows': '{count} of {total} rows',

  'columns.group-by': 'Group by',
  'columns.no-groups': 'Nothing',
  'columns.moved': '{column} is column {position} of {count}',
  'columns.width': '{column}: {width} pixels wide',
  'columns.usual-width': '{column} has its usual width',
  'grid.copied': { one: '{count} conversation copied', other: '{count} conversations copied' },
} as const;
