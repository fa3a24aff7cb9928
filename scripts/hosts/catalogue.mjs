// The samples and what is different in each of them for somebody who uses it.

/**
 * `opens`: a button of the host that shows the report. `frame`: the page in which the report is, where it is not the
 * host's. `sets`: properties. `act`: what the host takes over. `tells`: how it says that the action has settled; default: on the page.
 */
export const HOSTS = [
  { name: 'plain-html', act: 'force-close' },
  { name: 'react', act: 'transfer' },
  { name: 'angular', act: 'transfer' },
  { name: 'vue', act: 'transfer' },
  { name: 'svelte', act: 'transfer' },
  {
    name: 'dynamics-365',
    act: 'monitor',
    frame: '/WebResources/report.html',
    sets: {
      supervisor: { id: '2b330c52-6844-4d36-8e05-03c78c9681dc', name: 'Sam Supervisor' },
      permissions: { assign: false, transfer: false, join: false, forceClose: false },
    },
  },
  { name: 'pcf', act: 'transfer' },
  { name: 'salesforce', act: 'transfer' },
  { name: 'webex-contact-center', act: 'transfer', tells: 'console' },
  { name: 'twilio-flex', act: 'transfer', opens: 'Ongoing conversations' },
  { name: 'iframe', act: 'transfer', frame: '/iframe/report.html' },
].map((host) => ({
  sets: { policy: { undoSeconds: 0, bulkLimit: 5 } },
  ...host,
  path: `/${host.name}/index.html`,
}));
