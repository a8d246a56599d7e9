import { SluiceElement, html, nothing } from '../../base/element.js';
import { FormState, field, formProblem, submitButton } from '../../base/form.js';
import { whyNot } from '../../components/allowed.js';

/** The base of the steps: each has one small form. A subclass sends it by `send(elements)`. */
export class StepForm extends SluiceElement {
  static properties = { so: {} };

  form = new FormState(this);

  /** What the step needs beside the scope admin. */
  feature() {
    return undefined;
  }

  async #submit(event) {
    event.preventDefault();
    const form = event.target;
    const done = await this.form.submit(() => this.send(form.elements));
    if (done !== undefined) {
      form.reset();
      await this.updateComplete;
      this.querySelector('form input')?.focus();
    }
  }

  text(name, label, { hint, placeholder, mode } = {}) {
    const control = ({ id, describedBy, invalid }) => html`<input id=${id} name=${name} autocomplete="off" spellcheck="false"
      autocapitalize="none" placeholder=${placeholder ?? nothing} inputmode=${mode ?? nothing} aria-describedby=${describedBy}
      aria-invalid=${invalid}>`;
    return field(this.form, name, { label, hint, control });
  }

  /** @param options [{value, label}] */
  choice(name, label, { options, chosen, hint }) {
    const control = ({ id, describedBy, invalid }) => html`<select id=${id} name=${name} aria-describedby=${describedBy}
      aria-invalid=${invalid}>
      ${options.map((one) => html`<option value=${one.value} ?selected=${one.value === chosen}>${one.label}</option>`)}
    </select>`;
    return field(this.form, name, { label, hint, control });
  }

  drawForm(fields, verb) {
    const why = whyNot('admin', this.feature());
    return html`<form novalidate @submit=${(event) => this.#submit(event)}>
      <div class="fields">${fields}</div>
      ${formProblem(this.form)}
      <div class="actions">${submitButton(this.form, verb, { disabled: why !== null })}</div>
      ${why ? html`<small class="hint">${why}</small>` : nothing}
    </form>`;
  }
}

/** A port as it was typed: a number where it is one, else the text, of which the API then says what it expects instead. */
export function portOf(text) {
  const typed = text.trim();
  return /^\d+$/.test(typed) ? Number(typed) : typed;
}
