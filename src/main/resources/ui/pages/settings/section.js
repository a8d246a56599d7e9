import { LiveAnswer } from '../../base/answer.js';
import { SluiceElement, html } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { problemBox } from '../../components/problem-box.js';

/** The base of a section that shows one answer of the API, and reads it again when something happened. */
export class Section extends SluiceElement {
  /** What it shows; the subclass says how that is read. */
  answer = new LiveAnswer(() => this.read(), ['activity']);

  connectedCallback() {
    super.connectedCallback();
    this.during(this.answer.subscribe(() => this.requestUpdate()));
  }

  render() {
    if (this.answer.value) {
      return this.content(this.answer.value);
    }
    const problem = this.answer.problem;
    return problem
      ? problemBox(problem)
      : html`<p aria-busy="true">${t('loading.reading')}</p>`;
  }
}
