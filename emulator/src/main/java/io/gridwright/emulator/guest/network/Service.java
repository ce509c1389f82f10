package io.gridwright.emulator.guest.network;

import io.netty.channel.Channel;

/** What listens on a port of a guest. */
@FunctionalInterface
public interface Service {
  /** Takes over a connection that has reached the guest; called on the channel's event loop. */
  void serve(Channel connection, Caller caller);
}
