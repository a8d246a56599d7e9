import { api } from '../../base/api.js';
import { html } from '../../base/element.js';
import { t } from '../../base/i18n.js';
import { dateTime } from '../../base/time.js';
import { whyNot } from '../../components/allowed.js';
import { confirm } from '../../components/confirm.js';
import { act, say } from '../../components/notices.js';
import { difference } from './difference.js';
import { Section } from './section.js';

/** Every change of the desired state, and the way back to any of them. */
class RevisionsSection extends Section {
  read() {
    return api.get('/revisions?limit=50');
  }

  async #revert(event, revision) {
    const path = `/revisions/${revision.number}/revert`;
    const would = await act(event, () => api.post(`${path}?dry_run=true`));
    if (!would) {
      return;
    }
    const done = await confirm({
      heading: t('settings.revert.heading', { number: revision.number }),
      body: html`<p>${t('settings.revert.about', { at: dateTime(revision.at) })}</p>${difference(would.changes)}`,
      verb: t('settings.revert'),
      danger: true,
      action: () => api.post(path, undefined, { ifMatch: `"${would.revision}"` }),
    });
    if (done) {
      say(t('settings.reverted', { number: revision.number }));
    }
  }

  #row(revision, newest) {
    const no = whyNot('admin');
    return html`<tr>
      <th scope="row">${revision.number}</th>
      <td>${dateTime(revision.at)}</td>
      <td><bdi>${revision.message}</bdi><br><small class="muted"><bdi>${revision.actor}</bdi></small></td>
      <td>${newest
        ? t('settings.revision.now')
        : html`<button type="button" class="small secondary" ?disabled=${no !== null} title=${no ?? ''}
            aria-label=${t('settings.revert.heading', { number: revision.number })}
            @click=${(event) => this.#revert(event, revision)}>${t('settings.revert')}</button>`}</td>
    </tr>`;
  }

  content({ items, total }) {
    return html`
      <p class="muted">${t('settings.revisions.about', { shown: items.length, total })} ${whyNot('admin') ?? ''}</p>
      <table class="stack">
        <thead><tr><th scope="col">${t('settings.number')}</th><th scope="col">${t('settings.at')}</th>
          <th scope="col">${t('settings.change')}</th><th scope="col">${t('settings.undo')}</th></tr></thead>
        <tbody>${items.map((one, index) => this.#row(one, index === 0))}</tbody>
      </table>
    `;
  }
}

customElements.define('settings-revisions', RevisionsSection);
