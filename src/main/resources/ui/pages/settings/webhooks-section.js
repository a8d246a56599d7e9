import { api } from '../../base/api.js';
import { html, nothing } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { whyNot } from '../../components/allowed.js';
import { confirm } from '../../components/confirm.js';
import { empty } from '../../components/loading.js';
import { act, say } from '../../components/notices.js';
import { badge } from '../../components/state-badge.js';
import './deliveries-dialog.js';
import './webhook-dialog.js';
import { Section } from './section.js';

/** Who is told of what happens, by HTTP. */
class WebhooksSection extends Section {
  read() {
    return api.get('/webhooks');
  }

  #edit(webhook) {
    this.querySelector('settings-webhook-dialog').edit(webhook, () => this.answer.refresh());
  }

  async #test(event, webhook) {
    const result = await act(event, () => api.post(`/webhooks/${webhook.id}/test`));
    if (result) {
      say(
        result.arrived
          ? t('settings.webhook.arrived', { status: result.status, took: result.took_ms })
          : t('settings.webhook.lost', { failure: result.failure ?? result.status }),
        result.arrived ? 'done' : 'error',
      );
    }
  }

  async #delete(webhook) {
    const gone = await confirm({
      heading: t('settings.webhook.delete', { name: webhook.name }),
      body: t('settings.webhook.delete.about'),
      verb: t('settings.delete'),
      danger: true,
      action: () => api.delete(`/webhooks/${webhook.id}`),
    });
    if (gone !== undefined) {
      say(t('settings.webhook.deleted', { name: webhook.name }));
      this.answer.refresh();
    }
  }

  #row(webhook) {
    const noTest = whyNot('operate');
    const no = whyNot('admin');
    return html`<tr>
      <th scope="row"><bdi>${webhook.name}</bdi> ${webhook.enabled ? nothing : badge('off', t('state.disabled'))}
        ${webhook.has_secret ? badge('good', t('settings.webhook.signed')) : nothing}</th>
      <td data-label=${t('settings.webhook.url')}><code>${webhook.url}</code><br><small class="muted">${webhook.preset}</small></td>
      <td data-label=${t('settings.webhook.events')}>${webhook.events.join(', ')}</td>
      <td><div class="actions">
        <button type="button" class="small secondary" ?disabled=${noTest !== null} title=${noTest ?? ''}
          @click=${(event) => this.#test(event, webhook)}>${t('settings.webhook.test')}</button>
        <button type="button" class="small secondary"
          @click=${() => this.querySelector('settings-deliveries-dialog').show(webhook)}>${t('settings.webhook.deliveries')}</button>
        <button type="button" class="small secondary" ?disabled=${no !== null} title=${no ?? ''} @click=${() => this.#edit(webhook)}>${t('settings.edit')}</button>
        <button type="button" class="small danger" ?disabled=${no !== null} title=${no ?? ''} @click=${() => this.#delete(webhook)}>${t('settings.delete')}</button>
      </div></td>
    </tr>`;
  }

  content({ items }) {
    const no = whyNot('admin');
    const add = html`<button type="button" class="small" ?disabled=${no !== null} title=${no ?? ''} @click=${() => this.#edit(null)}>${t('settings.webhook.add')}</button>`;
    return html`
      <div class="head"><p class="muted">${t('settings.webhooks.about')}</p>${items.length > 0 ? add : nothing}</div>
      ${items.length === 0
        ? empty(t('settings.webhooks.none'), add)
        : html`<table class="stack">
            <thead><tr><th scope="col">${t('settings.name')}</th><th scope="col">${t('settings.webhook.url')}</th>
              <th scope="col">${t('settings.webhook.events')}</th><th scope="col">${t('settings.actions')}</th></tr></thead>
            <tbody>${items.map((webhook) => this.#row(webhook))}</tbody>
          </table>`}
      <settings-webhook-dialog></settings-webhook-dialog>
      <settings-deliveries-dialog></settings-deliveries-dialog>
    `;
  }
}

customElements.define('settings-webhooks', WebhooksSection);
