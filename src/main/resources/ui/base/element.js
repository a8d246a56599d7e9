import { LitElement } from 'lit';
import { onLanguage } from './i18n.js';

export { html, svg, nothing } from 'lit';

/** The base of every element here: it draws into the page itself, so that the page's style and its labels reach it. */
export class SluiceElement extends LitElement {
  #ends = [];

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.during(onLanguage(() => this.requestUpdate()));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#ends.splice(0).forEach((end) => end());
  }

  /** Keeps what ends a subscription, and calls it when this element leaves the page. Call it in connectedCallback. */
  during(end) {
    this.#ends.push(end);
  }
}
