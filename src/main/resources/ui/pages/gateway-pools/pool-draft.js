import { api } from '../../base/api.js';
import { pools } from '../../base/store.js';
import { OF_A_POOL, featuresBody, featuresOf } from '../routes/features.js';

const SETTINGS = ['name', 'mode', 'lb_policy', 'failback_cooldown_s', 'failback', 'outage_message', 'enabled', 'sticky'];
const FRESH = {
  name: '',
  mode: 'failover',
  lb_policy: null,
  failback_cooldown_s: 60,
  failback: 'auto',
  outage_message: null,
  enabled: true,
  sticky: null,
};

/** A pool as somebody is writing it, beside what the API has of it. */
export class PoolDraft {
  id = null;
  settings;
  /** What its routes do beside forwarding, as the form has it. */
  features = featuresOf(null, OF_A_POOL);
  /** Ids of peers, most preferred first. */
  members = [];
  /** What the API has; null for a pool that is not there yet. */
  pool = null;
  /** That the settings were saved, and the members have yet to be. */
  half = false;
  #etag = null;
  #before = this.features;

  static fresh() {
    const draft = new PoolDraft();
    draft.settings = { ...FRESH };
    return draft;
  }

  /** What is there, read now. */
  static async of(id) {
    const { value, etag } = await api.read(`/gateway-pools/${id}`);
    const draft = new PoolDraft();
    draft.#has(value, etag);
    draft.settings = Object.fromEntries(SETTINGS.map((name) => [name, value[name]]));
    draft.members = value.members.map((member) => member.peer_id);
    return draft;
  }

  get settingsChanged() {
    return this.pool === null || Object.keys(this.#featuresBody).length > 0 || SETTINGS.some((name) => JSON.stringify(this.settings[name]) !== JSON.stringify(this.pool[name]));
  }

  get #featuresBody() {
    return featuresBody(this.features, this.#before, OF_A_POOL);
  }

  get membersChanged() {
    const before = this.pool?.members.map((member) => member.peer_id) ?? [];
    return before.length !== this.members.length || before.some((id, index) => id !== this.members[index]);
  }

  get changed() {
    return this.settingsChanged || this.membersChanged;
  }

  /** Saves what has changed, settings first; fails with a Problem, `half` then tells how far it came. */
  async save() {
    if (this.settingsChanged) {
      const path = this.id === null ? '/gateway-pools' : `/gateway-pools/${this.id}`;
      const body = { ...this.settings, ...this.#featuresBody };
      const response = await api.send(this.id === null ? 'POST' : 'PUT', path, { body, ifMatch: this.#etag });
      this.#has(await response.json(), response.headers.get('ETag'));
      this.half = this.membersChanged;
    }
    if (this.membersChanged) {
      const body = this.members.map((id) => ({ peer_id: id }));
      await api.send('PUT', `/gateway-pools/${this.id}/members`, { body, ifMatch: this.#etag });
      this.half = false;
      const { value, etag } = await api.read(`/gateway-pools/${this.id}`);
      this.#has(value, etag);
    }
    return this.pool;
  }

  #has(pool, etag) {
    this.id = pool.id;
    this.pool = pool;
    this.#etag = etag;
    this.features = featuresOf(pool, OF_A_POOL);
    this.#before = this.features;
    pools.put(pool);
  }
}
