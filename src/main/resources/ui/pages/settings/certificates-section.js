import { api } from '../../base/api.js';
import { html, nothing } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { dateTime, secondsSince } from '../../base/time.js';
import { whyNot } from '../../components/allowed.js';
import { confirm } from '../../components/confirm.js';
import { empty } from '../../components/loading.js';
import { say } from '../../components/notices.js';
import { badge } from '../../components/state-badge.js';
import './certificate-dialog.js';
import { certificateFailures } from './certificate-failures.js';
import { rootCertificate } from './root-certificate.js';
import { Section } from './section.js';

const DAY = 86_400;
const SOURCES = { acme: 'settings.certificate.obtained', own: 'settings.certificate.own' };

/** The certificates that HTTPS is spoken with. */
class CertificatesSection extends Section {
  /** The database alone knows what failed; without it the certificates are there as ever. */
  async read() {
    const [{ items }, failures] = await Promise.all([
      api.get('/certificates'),
      api.get('/certificate-failures').catch((problem) => ({ problem })),
    ]);
    return { items, failures };
  }

  async #delete(certificate) {
    const names = certificate.shown_for;
    const gone = await confirm({
      heading: t('settings.certificate.delete', { names: certificate.names.join(', ') }),
      body: names.length === 0 ? t('settings.certificate.unused') : t('settings.certificate.used', { names: names.join(', ') }),
      verb: t('settings.delete'),
      danger: true,
      action: () => api.delete(`/certificates/${certificate.id}`),
    });
    if (gone !== undefined) {
      say(t('settings.certificate.deleted'));
      this.answer.refresh();
    }
  }

  #expiry(certificate) {
    const days = Math.floor(-secondsSince(certificate.not_after) / DAY);
    const kind = days < 0 ? 'bad' : days < 21 ? 'wait' : 'good';
    return html`${badge(kind, days < 0 ? t('settings.certificate.over') : t('settings.certificate.days', { count: days }))}
      <br><small class="muted">${dateTime(certificate.not_after)}</small>`;
  }

  #row(certificate) {
    const no = certificate.id === null ? t('settings.certificate.file', { file: certificate.file }) : whyNot('admin');
    return html`<tr>
      <th scope="row">${certificate.names.map((name) => html`<bdi>${name}</bdi> `)}
        ${certificate.fault ? html`<br><small class="error">${certificate.fault}</small>` : nothing}
        ${SOURCES[certificate.source] ? html`<br><small class="muted">${t(SOURCES[certificate.source])}</small>` : nothing}</th>
      <td data-label=${t('settings.certificate.ends')}>${this.#expiry(certificate)}</td>
      <td data-label=${t('settings.certificate.issuer')}>${certificate.issuer}<br><small class="muted">${certificate.key_type}
        ${certificate.fingerprint_sha256.slice(0, 16)}…</small></td>
      <td>${no === null
        ? html`<button type="button" class="small danger" @click=${() => this.#delete(certificate)}>${t('settings.delete')}</button>`
        : html`<small class="muted">${no}</small>`}</td>
    </tr>`;
  }

  content({ items, failures }) {
    const no = whyNot('admin');
    const add = html`<button type="button" class="small" ?disabled=${no !== null} title=${no ?? ''}
      @click=${() => this.querySelector('settings-certificate-dialog').ask(() => this.answer.refresh())}>${t('settings.certificate.add')}</button>`;
    return html`
      <div class="head"><p class="muted">${t('settings.certificates.about')}</p>${items.length > 0 ? add : nothing}</div>
      ${certificateFailures(failures)}
      ${items.length === 0
        ? empty(t('settings.certificates.none'), add)
        : html`<table class="stack">
            <thead><tr><th scope="col">${t('settings.certificate.names')}</th><th scope="col">${t('settings.certificate.ends')}</th>
              <th scope="col">${t('settings.certificate.issuer')}</th><th scope="col">${t('settings.actions')}</th></tr></thead>
            <tbody>${items.map((certificate) => this.#row(certificate))}</tbody>
          </table>`}
      ${rootCertificate()}
      <settings-certificate-dialog></settings-certificate-dialog>
    `;
  }
}

customElements.define('settings-certificates', CertificatesSection);
