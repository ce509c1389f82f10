package io.gridwright.engine.grid;

/** What triggers recurring work; closing it stops triggers of this process only. */
public interface RecurringJobs extends AutoCloseable {
  @Override
  void close();
}
