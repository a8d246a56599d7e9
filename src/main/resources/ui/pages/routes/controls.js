import { html, nothing } from '../../base/element.js';
import { field } from '../../base/form.js';

/**
 * The fields of one editor, bound to its draft.
 *
 * @param form a FormState
 * @param draft gives the draft as it is
 * @param set called with the fields of the draft that are otherwise now
 */
export function controls(form, draft, set) {
  const shared = ({ id, describedBy, invalid }, name) => ({ id, describedBy, invalid, value: draft()[name] });

  return {
    /** A line of text, or a number as text. */
    text(path, name, label, { hint, inputmode, placeholder, required = false, maxlength, autofocus = false } = {}) {
      const control = (parts) => {
        const { id, describedBy, invalid, value } = shared(parts, name);
        return html`<input id=${id} name=${name} .value=${value} autocomplete="off" spellcheck="false" autocapitalize="none"
          inputmode=${inputmode ?? nothing} placeholder=${placeholder ?? nothing} maxlength=${maxlength ?? nothing}
          ?required=${required} ?autofocus=${autofocus} aria-describedby=${describedBy} aria-invalid=${invalid}
          @input=${(event) => set({ [name]: event.target.value })}>`;
      };
      return field(form, path, { label, hint, control });
    },

    /** Several lines of text. */
    area(path, name, label, { hint, rows = 6 } = {}) {
      const control = (parts) => {
        const { id, describedBy, invalid, value } = shared(parts, name);
        return html`<textarea id=${id} name=${name} class="document" rows=${rows} spellcheck="false" autocapitalize="none" .value=${value}
          aria-describedby=${describedBy} aria-invalid=${invalid} @input=${(event) => set({ [name]: event.target.value })}></textarea>`;
      };
      return field(form, path, { label, hint, control });
    },

    /** One of several: `options` are {id, text, disabled}. */
    choice(path, name, label, options, { hint } = {}) {
      const control = (parts) => {
        const { id, describedBy, invalid, value } = shared(parts, name);
        return html`<select id=${id} name=${name} aria-describedby=${describedBy} aria-invalid=${invalid}
          @change=${(event) => set({ [name]: event.target.value })}>
          ${options.map((one) => html`<option value=${one.id} ?selected=${String(one.id) === value} ?disabled=${one.disabled ?? false}>
            ${one.text}</option>`)}
        </select>`;
      };
      return field(form, path, { label, hint, control });
    },

    /** Yes or no. */
    flag(path, name, label, { hint } = {}) {
      const control = (parts) => {
        const { id, describedBy, invalid, value } = shared(parts, name);
        return html`<input id=${id} name=${name} type="checkbox" role="switch" .checked=${value} aria-describedby=${describedBy}
          aria-invalid=${invalid} @change=${(event) => set({ [name]: event.target.checked })}>`;
      };
      return html`<div class="flag">${field(form, path, { label, hint, control })}</div>`;
    },

    /** One of a few, all to be seen: `options` are {id, text, disabled, title}. */
    radios(name, legend, options) {
      return html`<fieldset class="radios"><legend>${legend}</legend>
        ${options.map((one) => html`<label title=${one.title ?? nothing}><input type="radio" name=${name} value=${one.id}
          .checked=${draft()[name] === one.id} ?disabled=${one.disabled ?? false} @change=${() => set({ [name]: one.id })}> ${one.text}</label>`)}
      </fieldset>`;
    },
  };
}
