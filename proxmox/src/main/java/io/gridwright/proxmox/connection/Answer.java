package io.gridwright.proxmox.connection;

import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.proxmox.value.Upid;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a successful call answered.
 *
 * @param total how many rows there are in all, of a list that was cut; absent without a match
 *     (PVE-D51)
 * @param entry the entry node that served the call
 */
public record Answer(Fields data, OptionalLong total, EntryNode entry) {
  /** The task that the call started. */
  public Upid upid() {
    return optionalUpid()
        .orElseThrow(
            () -> new ProxmoxException.Unreadable("expected a UPID but the answer is " + data));
  }

  /** The task, where the call had to start one. */
  public Optional<Upid> optionalUpid() {
    return data.asText().flatMap(Upid::find);
  }
}
