package io.gridwright.proxmox.connection;

import java.util.List;

/**
 * Sends calls, with trust, credentials, time-outs and fail-over; the resources are written in terms
 * of it. Use it directly for an endpoint that no resource covers.
 *
 * <p>A call that fails throws an {@link io.gridwright.proxmox.error.ProxmoxException}.
 */
public interface Api extends AutoCloseable {
  Answer send(Call call);

  /** The entry nodes, in the order of configuration. */
  List<EntryNode> entryNodes();

  /** The same connection by this entry node only: for asking what that very node sees. */
  Api through(EntryNode entry);

  @Override
  void close();
}
