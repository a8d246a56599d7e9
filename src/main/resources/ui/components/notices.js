import { SluiceElement, html } from '../base/element.js';
import { t } from '../base/i18n.js';
import { Problem } from '../base/problem.js';
import { sentence } from './problem-box.js';

const SHOWN_MS = 6_000;
let next = 0;

/** What was just done, or refused, in a corner of the page; told to screen readers too. */
class SluiceNotices extends SluiceElement {
  static properties = { notices: { state: true } };

  constructor() {
    super();
    this.notices = [];
  }

  add(text, kind) {
    const notice = { id: ++next, text, kind };
    this.notices = [...this.notices.slice(-3), notice];
    if (kind !== 'error') {
      setTimeout(() => this.#remove(notice), SHOWN_MS); // an error stays until it was read
    }
  }

  #remove(notice) {
    this.notices = this.notices.filter((one) => one !== notice);
  }

  render() {
    return html`
      <div class="notices" role="status" aria-live="polite">
        ${this.notices.map(
          (notice) => html`
            <div class="notice ${notice.kind}">
              <span>${notice.text}</span>
              <button type="button" class="close" aria-label=${t('dialog.close')} @click=${() => this.#remove(notice)}>×</button>
            </div>
          `,
        )}
      </div>
    `;
  }
}

customElements.define('sluice-notices', SluiceNotices);

/** Tells what was done. */
export function say(text, kind = 'done') {
  document.querySelector('sluice-notices')?.add(text, kind);
}

/** Tells what went wrong, in the API's words. */
export function sayProblem(problem) {
  if (!(problem instanceof Problem)) {
    throw problem;
  }
  say(sentence(problem), 'error');
}

/** Runs an action of a button: the button shows that it is at work, and the result is told. Gives the answer, or undefined. */
export async function act(event, action, done) {
  const button = event.currentTarget;
  if (button.getAttribute('aria-busy') === 'true') {
    return undefined;
  }
  button.setAttribute('aria-busy', 'true');
  try {
    const answer = await action();
    if (done) {
      say(typeof done === 'function' ? done(answer) : done);
    }
    return answer ?? null;
  } catch (problem) {
    sayProblem(problem);
    return undefined;
  } finally {
    button.removeAttribute('aria-busy');
  }
}
