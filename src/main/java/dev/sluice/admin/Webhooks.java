package dev.sluice.admin;

import dev.sluice.core.port.SecretSeal;
import dev.sluice.core.port.WebhookDeliveries;
import dev.sluice.core.port.WebhookSender;
import dev.sluice.core.webhook.AddressGuard;

/**
 * What the API needs to deal with webhooks.
 *
 * @param guard which addresses they may call
 */
public record Webhooks(AddressGuard guard, SecretSeal seal, WebhookDeliveries deliveries, WebhookSender sender) {}
