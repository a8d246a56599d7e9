import { html, nothing } from '../base/element.js';

/**
 * Radio buttons in a group, each with a sentence of its own.
 *
 * @param options [{value, label, hint, why}]: with `why`, it cannot be chosen, and that says why
 * @param error what the API said of it, if anything
 */
export function choice({ legend, name, value, options, error, onChange }) {
  const one = ({ value: own, label, hint, why }) => html`
    <label class="option">
      <input type="radio" name=${name} .value=${own} .checked=${value === own} ?disabled=${Boolean(why)} @change=${() => onChange(own)}>
      <span>${label}${hint ? html`<small class="hint">${hint}</small>` : nothing}${why ? html`<small class="hint">${why}</small>` : nothing}</span>
    </label>
  `;
  return html`
    <fieldset class="field choice">
      <legend>${legend}</legend>
      ${options.map(one)}
      ${error ? html`<small class="error" role="alert">${error}</small>` : nothing}
    </fieldset>
  `;
}
