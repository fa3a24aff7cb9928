import REPORT from '@salesforce/resourceUrl/ongoingConversationsReport';
import { loadScript } from 'lightning/platformResourceLoader';
import { LightningElement } from 'lwc';

export default class OngoingConversations extends LightningElement {
  loaded = false;
  told = '';
  policy = { undoSeconds: 0, bulkLimit: 5 };

  async connectedCallback() {
    try {
      await loadScript(this, REPORT);
      // Only now: before the tag is known, the template would set attributes instead of properties.
      this.loaded = true;
    } catch (error) {
      this.told = `The report could not be loaded: ${error.message}`;
    }
  }

  transfer(event) {
    event.respondWith(this.transferInOrg(event.conversations, event.target));
  }

  settled({ action, outcomes }) {
    this.told = `${action}: ${outcomes.map(({ status }) => status).join(', ')}`;
  }

  // Stands for a call of your Apex class.
  async transferInOrg(conversations, target) {
    console.info(`CRM: transfer ${conversations.map(({ id }) => id).join(' ')} to ${JSON.stringify(target)}`);
  }
}
