/** Plays the model-driven app: what the web resource asks of Xrm and of Microsoft.Omnichannel, no more. */
const main = document.querySelector('main')!;
const notification = main.querySelector('p')!;

Object.assign(globalThis, {
  Xrm: {
    Utility: {
      getGlobalContext: () => ({
        userSettings: {
          userId: '{2B330C52-6844-4D36-8E05-03C78C9681DC}',
          userName: 'Sam Supervisor',
          isRTL: false,
        },
      }),
    },
    App: {
      async addGlobalNotification({ message }: { readonly message: string }) {
        notification.textContent = message;
        return 'notification-1';
      },
    },
  },
  Microsoft: {
    Omnichannel: {
      async openConversation(id: string) {
        console.info(`CRM: openConversation ${id}`);
      },
    },
  },
});

// Only now, because the web resource asks its parent at once.
const frame = document.createElement('iframe');
frame.src = '/WebResources/report.html';
frame.title = 'Web resource';
main.prepend(frame);
main.querySelector('button')!.addEventListener('click', () => frame.remove());
export {};
