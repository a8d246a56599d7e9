import { html, nothing } from '../base/element.js';

/**
 * Radio buttons in a group, each with a sentence of its own. The name is theirs alone in the page.
 *
 * @param options [{value, label, hint, why}]: with `why`, it cannot be chosen, and that says why
 * @param error what the API said of it, if anything
 */
export function choice({ legend, name, value, options, error, onChange }) {
  const one = ({ value: own, label, hint, why }) => {
    const id = `${name}-${own}`;
    return html`
      <div class="option">
        <input type="radio" id=${id} name=${name} .value=${own} .checked=${value === own} ?disabled=${Boolean(why)}
          aria-describedby=${hint || why ? `${id}-hint` : nothing} @change=${() => onChange(own)}>
        <div><label for=${id}>${label}</label>
          <small id="${id}-hint" class="hint">${hint}${why ? html` <span class="why">${why}</span>` : nothing}</small></div>
      </div>
    `;
  };
  return html`
    <fieldset class="field choice">
      <legend>${legend}</legend>
      ${options.map(one)}
      ${error ? html`<small class="error" role="alert">${error}</small>` : nothing}
    </fieldset>
  `;
}
