import { api } from '../../base/api.js';
import { html, nothing } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { session } from '../../base/session.js';
import { dateTime } from '../../base/time.js';
import { whyNot } from '../../components/allowed.js';
import { confirm } from '../../components/confirm.js';
import { say } from '../../components/notices.js';
import { badge } from '../../components/state-badge.js';
import './password-form.js';
import './token-dialog.js';
import { Section } from './section.js';

/** Who may come in: the operator's password, and the tokens of programs. */
class AccessSection extends Section {
  read() {
    return api.get('/tokens');
  }

  async #revoke(token) {
    const gone = await confirm({
      heading: t('settings.token.revoke', { name: token.name }),
      body: t('settings.token.revoke.about'),
      verb: t('settings.token.take'),
      danger: true,
      action: () => api.delete(`/tokens/${token.id}`),
    });
    if (gone !== undefined) {
      say(t('settings.token.revoked', { name: token.name }));
      this.answer.refresh();
    }
  }

  #row(token) {
    const no = whyNot('admin');
    const time = (iso, none) => (iso ? dateTime(iso) : none);
    return html`<tr>
      <th scope="row"><bdi>${token.name}</bdi> ${token.expired ? badge('bad', t('settings.token.expired')) : nothing}</th>
      <td data-label=${t('settings.token.scopes')}>${token.scopes.join(', ')}</td>
      <td data-label=${t('settings.token.used')}>${time(token.last_used_at, t('settings.token.never'))}</td>
      <td data-label=${t('settings.token.ends')}>${time(token.expires_at, t('settings.token.endless'))}</td>
      <td><button type="button" class="small danger" ?disabled=${no !== null} title=${no ?? ''}
        @click=${() => this.#revoke(token)}>${t('settings.token.take')}</button></td>
    </tr>`;
  }

  content({ items }) {
    const no = whyNot('admin');
    return html`
      <section class="card"><h2>${t('settings.password')}</h2>
        ${session.current?.password === 'fixed'
          ? html`<p>${t('settings.password.fixed')}</p>`
          : html`<settings-password></settings-password>`}
      </section>
      <section class="card">
        <div class="head"><h2>${t('settings.tokens')}</h2>
          <button type="button" class="small" ?disabled=${no !== null} title=${no ?? ''}
            @click=${() => this.querySelector('settings-token-dialog').ask(() => this.answer.refresh())}>${t('settings.token.add')}</button></div>
        <p class="muted">${t('settings.tokens.about')}</p>
        ${items.length === 0 ? nothing : html`<table class="stack">
          <thead><tr><th scope="col">${t('settings.name')}</th><th scope="col">${t('settings.token.scopes')}</th>
            <th scope="col">${t('settings.token.used')}</th><th scope="col">${t('settings.token.ends')}</th>
            <th scope="col">${t('settings.actions')}</th></tr></thead>
          <tbody>${items.map((token) => this.#row(token))}</tbody>
        </table>`}
      </section>
      <settings-token-dialog></settings-token-dialog>
    `;
  }
}

customElements.define('settings-access', AccessSection);
