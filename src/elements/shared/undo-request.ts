/** Asks the report to undo a decision that is still held. */
export class UndoRequest extends Event {
  readonly requestId: string;

  constructor(requestId: string) {
    super('report-undo', { bubbles: true, composed: true });
    this.requestId = requestId;
  }
}
