import { SluiceElement, html } from '../../base/element.js';
import { addWords } from '../../base/i18n.js';
import { session } from '../../base/session.js';
import { style } from '../../base/style.js';
import en from '../../words/pages/welcome.en.js';
import de from '../../words/pages/welcome.de.js';
import './first-password.js';
import './first-steps.js';

addWords({ en, de });
await style(new URL('./welcome.css', import.meta.url));

/** The first run: the password, then the steps to a first failover. */
class WelcomePage extends SluiceElement {
  connectedCallback() {
    super.connectedCallback();
    this.during(session.onChange(() => this.requestUpdate()));
  }

  render() {
    return session.current ? html`<sluice-first-steps></sluice-first-steps>` : html`<sluice-first-password></sluice-first-password>`;
  }
}

customElements.define('page-welcome', WelcomePage);
