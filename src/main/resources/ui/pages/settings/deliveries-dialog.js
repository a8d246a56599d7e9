import { api } from '../../base/api.js';
import { html, nothing } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { live } from '../../base/live.js';
import { dateTime } from '../../base/time.js';
import { SluiceDialog } from '../../components/dialog.js';
import { whyNot } from '../../components/allowed.js';
import { act } from '../../components/notices.js';
import { badge } from '../../components/state-badge.js';

const STATES = { pending: 'wait', delivered: 'good', abandoned: 'bad' };

/** What a webhook was told, newest first, and whether it arrived. */
class DeliveriesDialog extends SluiceDialog {
  static properties = { items: { state: true } };

  #webhook = null;
  #end = () => {};

  show(webhook) {
    this.#webhook = webhook;
    this.items = null;
    this.open();
    this.#read();
    this.#end = live.on('activity', () => this.#read());
  }

  closed() {
    this.#end();
  }

  heading() {
    return t('settings.deliveries.heading', { name: this.#webhook.name });
  }

  async #read() {
    try {
      this.items = (await api.get(`/webhooks/${this.#webhook.id}/deliveries?limit=50`)).items;
    } catch (problem) {
      this.items ??= [];
      this.problem = problem;
    }
  }

  async #again(event, delivery) {
    await act(event, () => api.post(`/webhooks/${this.#webhook.id}/deliveries/${delivery.id}/send`));
    this.#read();
  }

  #row(delivery) {
    const no = whyNot('operate');
    const outcome = delivery.failure ?? (delivery.status === null ? '' : `HTTP ${delivery.status}`);
    return html`<tr>
      <th scope="row">${delivery.event}<br><small class="muted">${dateTime(delivery.happened_at)}</small></th>
      <td>${badge(STATES[delivery.state], t(`settings.delivery.${delivery.state}`))}<br><small>${outcome}</small></td>
      <td class="number">${delivery.attempts}${delivery.next_try_at
        ? html`<br><small class="muted">${t('settings.delivery.next')} <sluice-countdown to=${delivery.next_try_at}></sluice-countdown></small>`
        : nothing}</td>
      <td><button type="button" class="small secondary" ?disabled=${no !== null} title=${no ?? ''}
        @click=${(event) => this.#again(event, delivery)}>${t('settings.delivery.again')}</button></td>
    </tr>`;
  }

  content() {
    if (this.items === null) {
      return html`<p aria-busy="true">${t('loading.reading')}</p>`;
    }
    return html`<div class="scroll">
        ${this.items.length === 0 ? html`<p>${t('settings.deliveries.none')}</p>` : html`<table>
          <thead><tr><th scope="col">${t('settings.delivery.event')}</th><th scope="col">${t('settings.delivery.state')}</th>
            <th scope="col">${t('settings.delivery.attempts')}</th><th scope="col">${t('settings.actions')}</th></tr></thead>
          <tbody>${this.items.map((delivery) => this.#row(delivery))}</tbody></table>`}
      </div>
      <footer><button type="button" class="main" @click=${() => this.close()}>${t('dialog.close')}</button></footer>`;
  }
}

customElements.define('settings-deliveries-dialog', DeliveriesDialog);
