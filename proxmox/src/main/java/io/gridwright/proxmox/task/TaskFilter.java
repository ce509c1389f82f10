package io.gridwright.proxmox.task;

import io.gridwright.proxmox.connection.Call;
import io.gridwright.proxmox.value.Vmid;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Which tasks of a node to list, newest first.
 *
 * @param source finished ones, running ones, or both
 * @param limit at most so many rows
 */
public record TaskFilter(
    Source source, Optional<Vmid> vmid, Optional<String> type, Optional<Instant> since, int limit) {

  /** Where the server looks. */
  public enum Source {
    ARCHIVE,
    ACTIVE,
    ALL;

    String spelled() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static TaskFilter all() {
    return new TaskFilter(Source.ALL, Optional.empty(), Optional.empty(), Optional.empty(), 500);
  }

  public static TaskFilter running() {
    return new TaskFilter(Source.ACTIVE, Optional.empty(), Optional.empty(), Optional.empty(), 500);
  }

  public TaskFilter ofVm(Vmid number) {
    return new TaskFilter(source, Optional.of(number), type, since, limit);
  }

  public TaskFilter ofType(String name) {
    return new TaskFilter(source, vmid, Optional.of(name), since, limit);
  }

  public TaskFilter since(Instant start) {
    return new TaskFilter(source, vmid, type, Optional.of(start), limit);
  }

  Call addTo(Call call) {
    return call.with("source", source.spelled())
        .with("vmid", vmid)
        .with("typefilter", type)
        .with("since", since.map(Instant::getEpochSecond))
        .with("limit", limit);
  }
}
