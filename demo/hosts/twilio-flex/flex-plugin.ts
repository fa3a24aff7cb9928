/** Plays `@twilio/flex-plugin`. */
export abstract class FlexPlugin {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}
