import { SluiceElement, html, nothing } from '../../base/element.js';
import { field } from '../../base/form.js';
import { t } from '../../base/i18n.js';
import { PRESETS, presetName, secondsInWords } from './presets.js';

const OWN = 'own';
const MOST_S = 604_800;

/** The failback cooldown, by the name of a machine or in seconds. */
class CooldownChoice extends SluiceElement {
  static properties = { seconds: {}, controlId: {}, describedBy: {}, invalid: {}, own: { state: true } };

  willUpdate(changed) {
    if (changed.has('seconds') && !PRESETS.some((preset) => preset.seconds === this.seconds)) {
      this.own = true;
    }
  }

  #choose(value) {
    this.own = value === OWN;
    if (!this.own) {
      this.#tell(Number(value));
    } else {
      this.updateComplete.then(() => this.querySelector('input').focus());
    }
  }

  #tell(seconds) {
    this.dispatchEvent(new CustomEvent('seconds', { detail: seconds }));
  }

  render() {
    return html`
      <select id=${this.controlId} name="preset" aria-describedby=${this.describedBy} aria-invalid=${this.invalid}
        @change=${(event) => this.#choose(event.target.value)}>
        ${PRESETS.map((preset) => html`<option value=${preset.seconds} ?selected=${!this.own && preset.seconds === this.seconds}>
          ${secondsInWords(preset.seconds)} – ${presetName(preset)}</option>`)}
        <option value=${OWN} ?selected=${this.own}>${t('pools.cooldown.own')}</option>
      </select>
      ${this.own
        ? html`<label class="seconds"><span>${t('pools.cooldown.own.label')}</span>
            <input type="number" name="failback_cooldown_s" min="0" max=${MOST_S} step="1" required inputmode="numeric"
              .value=${Number.isFinite(this.seconds) ? String(this.seconds) : ''} @input=${(event) => this.#tell(event.target.valueAsNumber)}></label>`
        : nothing}
    `;
  }
}

customElements.define('sluice-cooldown-choice', CooldownChoice);

export function cooldownField(seconds, form, set) {
  const control = ({ id, describedBy, invalid }) => html`<sluice-cooldown-choice .seconds=${seconds} .controlId=${id}
    .describedBy=${describedBy} .invalid=${invalid} @seconds=${(event) => set(event.detail)}></sluice-cooldown-choice>`;
  return field(form, 'failback_cooldown_s', { label: t('pools.cooldown'), hint: t('pools.cooldown.hint'), control });
}
