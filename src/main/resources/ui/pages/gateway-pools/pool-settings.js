import { html, nothing } from '../../base/element.js';
import { field } from '../../base/form.js';
import { t } from '../../base/i18n.js';
import { session } from '../../base/session.js';
import { choice } from '../../components/choice.js';
import { cooldownField } from './cooldown-field.js';
import { outagePreview } from './outage-preview.js';

const POLICIES = ['round_robin', 'least_conn', 'ip_hash'];

/**
 * The left side of the dialog: everything of a pool but its members.
 *
 * @param draft a PoolDraft
 * @param form a FormState
 * @param set takes a setting's name and value
 * @param setFeature takes the fields of the draft's features that are otherwise now
 */
export function poolSettings(draft, form, set, setFeature) {
  const { settings } = draft;
  const nameControl = ({ id, describedBy, invalid }) => html`<input id=${id} name="name" required maxlength="63" autocomplete="off"
    autofocus .value=${settings.name} aria-describedby=${describedBy} aria-invalid=${invalid}
    @input=${(event) => set('name', event.target.value)}>`;
  return html`
    ${field(form, 'name', { label: t('pools.name'), hint: t('pools.name.hint'), control: nameControl })}
    ${mode(draft, form, set)}
    ${settings.mode === 'load_balancing' ? policy(settings, form, set) : nothing}
    ${cooldownField(settings.failback_cooldown_s, form, (seconds) => set('failback_cooldown_s', seconds))}
    ${choice({
      legend: t('pools.failback'),
      name: 'failback',
      value: settings.failback,
      error: form.error('failback'),
      options: ['auto', 'manual'].map((value) => ({ value, label: t(`pools.failback.${value}`), hint: t(`pools.failback.${value}.hint`) })),
      onChange: (value) => set('failback', value),
    })}
    ${sticky(settings, form, set)}
    ${outage(settings, form, set)}
    ${errorPages(draft.features, form, setFeature)}
    <div class="option">
      <input type="checkbox" role="switch" id="pool-enabled" name="enabled" .checked=${settings.enabled}
        aria-describedby="pool-enabled-hint" @change=${(event) => set('enabled', event.target.checked)}>
      <div><label for="pool-enabled">${t('pools.enabled')}</label><small id="pool-enabled-hint" class="hint">${t('pools.enabled.hint')}</small></div>
    </div>
  `;
}

function mode(draft, form, set) {
  const locked = !session.has('load_balancing') && draft.pool?.mode !== 'load_balancing';
  return choice({
    legend: t('pools.mode'),
    name: 'mode',
    value: draft.settings.mode,
    error: form.error('mode'),
    options: [
      { value: 'failover', label: t('pools.mode.failover'), hint: t('pools.mode.failover.hint') },
      {
        value: 'load_balancing',
        label: t('pools.mode.load_balancing'),
        hint: t('pools.mode.load_balancing.hint'),
        why: locked ? t('locked.load_balancing') : null,
      },
    ],
    onChange: (value) => {
      set('mode', value);
      set('lb_policy', value === 'failover' ? null : (draft.pool?.lb_policy ?? 'round_robin'));
    },
  });
}

function policy(settings, form, set) {
  return choice({
    legend: t('pools.policy'),
    name: 'lb_policy',
    value: settings.lb_policy,
    error: form.error('lb_policy'),
    options: POLICIES.map((value) => ({ value, label: html`<code>${value}</code>`, hint: t(`pools.policy.${value}`) })),
    onChange: (value) => set('lb_policy', value),
  });
}

function sticky(settings, form, set) {
  const { sticky: now } = settings;
  const text = (name, placeholder) => field(form, `sticky.${name}`, {
    label: t(`pools.sticky.${name}`),
    hint: t(`pools.sticky.${name}.hint`),
    control: ({ id, describedBy, invalid }) => html`<input id=${id} name="sticky.${name}" autocomplete="off" placeholder=${placeholder}
      .value=${now[name] ?? ''} aria-describedby=${describedBy} aria-invalid=${invalid}
      @input=${(event) => set('sticky', { ...now, [name]: event.target.value.trim() || null })}>`,
  });
  return html`
    <div class="option">
      <input type="checkbox" role="switch" id="pool-sticky" name="sticky" .checked=${now !== null} aria-describedby="pool-sticky-hint"
        @change=${(event) => set('sticky', event.target.checked ? { cookie: 'sluice_peer', max_age: null } : null)}>
      <div><label for="pool-sticky">${t('pools.sticky')}</label><small id="pool-sticky-hint" class="hint">${t('pools.sticky.hint')}</small></div>
    </div>
    ${now === null ? nothing : [text('cookie', 'sluice_peer'), text('max_age', '12h')]}
  `;
}

function outage(settings, form, set) {
  const control = ({ id, describedBy, invalid }) => html`<textarea id=${id} name="outage_message" rows="3" spellcheck="true"
    .value=${settings.outage_message ?? ''} aria-describedby=${describedBy} aria-invalid=${invalid}
    @input=${(event) => set('outage_message', event.target.value === '' ? null : event.target.value)}></textarea>`;
  return html`
    ${field(form, 'outage_message', { label: t('pools.outage-message'), hint: t('pools.outage-message.hint'), control })}
    ${outagePreview(settings.outage_message)}
  `;
}

function errorPages(features, form, setFeature) {
  const control = ({ id, describedBy, invalid }) => html`<textarea id=${id} name="error_pages" class="document" rows="6" spellcheck="false"
    .value=${features.error_pages} aria-describedby=${describedBy} aria-invalid=${invalid}
    @input=${(event) => setFeature({ error_pages: event.target.value })}></textarea>`;
  return html`
    <div class="option">
      <input type="checkbox" role="switch" id="pool-error-pages" name="error_pages_on" .checked=${features.error_pages_on}
        aria-describedby="pool-error-pages-hint" @change=${(event) => setFeature({ error_pages_on: event.target.checked })}>
      <div><label for="pool-error-pages">${t('pools.error-pages')}</label>
        <small id="pool-error-pages-hint" class="hint">${t('pools.error-pages.hint')}</small></div>
    </div>
    ${features.error_pages_on ? field(form, 'error_pages', { label: t('pools.error-pages.json'), control }) : nothing}
  `;
}
