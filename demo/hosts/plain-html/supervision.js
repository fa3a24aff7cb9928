const report = document.querySelector('ongoing-conversations-report');
const status = document.querySelector('[role=status]');

report.permissions = { assign: 'Routing assigns here' };
report.policy = { undoSeconds: 0, bulkLimit: 5 };

report.addEventListener('conversationforceclose', (event) => {
  event.respondWith(closeInCrm(event.conversations, event.reason));
});
report.addEventListener('actionsettled', ({ action, outcomes }) => {
  status.textContent = `${action}: ${outcomes.map((outcome) => outcome.status).join(', ')}`;
});

// Stands for your own back end.
async function closeInCrm(conversations, reason) {
  console.info(`CRM: close ${conversations.map(({ id }) => id).join(' ')}, ${reason}`);
}

document.querySelector('body > button').addEventListener('click', () => report.remove());
