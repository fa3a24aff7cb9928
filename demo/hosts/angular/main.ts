/** An application that shows the report until it is closed. Without the CLI, its compiler runs in the page. */
import '@angular/compiler';
import { Component, signal } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { Supervision } from './supervision.js';

@Component({
  selector: 'app-root',
  imports: [Supervision],
  template: `
    @if (open()) {
      <app-supervision />
    }
    <button type="button" (click)="open.set(false)">Close the report</button>
  `,
})
class Application {
  readonly open = signal(true);
}

bootstrapApplication(Application).catch((error: unknown) => console.error(error));
