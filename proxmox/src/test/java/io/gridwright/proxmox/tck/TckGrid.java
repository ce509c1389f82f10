package io.gridwright.proxmox.tck;

import io.gridwright.proxmox.ProxmoxClient;
import io.gridwright.proxmox.value.NodeName;
import io.gridwright.proxmox.value.StorageId;
import io.gridwright.proxmox.value.VmRef;
import io.gridwright.proxmox.value.Vmid;
import java.time.Duration;
import java.util.Optional;

/**
 * A server to run the suite against, and what it offers.
 *
 * @param stranger a client with credentials that the server doesn't know
 * @param node on which machines are made
 * @param template on that node; its disk is {@code scsi0}, its guest has an agent if any has
 * @param guest a running machine whose agent answers; empty where clones of the template have one
 * @param storage for disks, on that node
 * @param bridge for network cards
 * @param firstVmid the suite uses 100 numbers from here, which must be free, and frees them
 * @param otherNode to migrate to
 * @param backups a storage for backups
 * @param patience for any one task
 */
public record TckGrid(
    ProxmoxClient client,
    ProxmoxClient stranger,
    NodeName node,
    VmRef template,
    Optional<VmRef> guest,
    StorageId storage,
    String bridge,
    Vmid firstVmid,
    Optional<NodeName> otherNode,
    Optional<StorageId> backups,
    Duration patience) {}
