// A web resource is a frame of the app; the client API is its parent's.
const { Microsoft, Xrm } = parent;
const { userId, userName, isRTL } = Xrm.Utility.getGlobalContext().userSettings;

const report = document.querySelector('ongoing-conversations-report');
report.supervisor = { id: userId.replace(/[{}]/g, '').toLowerCase(), name: userName };
report.dir = isRTL ? 'rtl' : 'ltr';
// Microsoft documents no call with which a page could assign, transfer or close.
report.permissions = { assign: false, transfer: false, join: false, forceClose: false };

// Monitoring is to open the conversation as a session of the workspace.
report.addEventListener('conversationmonitor', (event) => {
  const [{ id }] = event.conversations;
  event.respondWith(Microsoft.Omnichannel.openConversation(id).then(() => ({ status: 'done' })));
});
report.addEventListener('actionsettled', ({ action, outcomes }) => {
  const [{ status }] = outcomes;
  const level = status === 'done' ? 1 : 2;
  Xrm.App.addGlobalNotification({ type: 2, level, message: `${action}: ${status}`, showCloseButton: true });
});
