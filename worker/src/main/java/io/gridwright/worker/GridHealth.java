package io.gridwright.worker;

import com.codahale.metrics.health.HealthCheck;
import com.codahale.metrics.health.annotation.Async;
import io.gridwright.activities.hypervisor.QuorateEntry;
import io.gridwright.proxmox.ProxmoxClient;
import java.util.concurrent.TimeUnit;

/**
 * Whether an entry node of the cluster can be believed; asked beside, since a dead node answers
 * slowly.
 */
@Async(period = 10, unit = TimeUnit.SECONDS)
final class GridHealth extends HealthCheck {
  private final ProxmoxClient client;

  GridHealth(ProxmoxClient client) {
    this.client = client;
  }

  @Override
  protected Result check() {
    return QuorateEntry.find(client).isPresent()
        ? Result.healthy()
        : Result.unhealthy(
            "no entry node answers our token and belongs to a majority: " + client.entryNodes());
  }
}
