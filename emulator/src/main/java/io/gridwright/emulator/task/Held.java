package io.gridwright.emulator.task;

/** A lock that is held until closed. */
public interface Held extends AutoCloseable {
  @Override
  void close();
}
