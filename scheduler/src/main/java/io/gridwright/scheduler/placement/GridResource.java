package io.gridwright.scheduler.placement;

import io.gridwright.domain.grid.Capacity;
import java.util.function.ToLongFunction;

/** What a node has a limited amount of. */
public enum GridResource {
  MEMORY("memory", "MiB", "memoryMiB", "MiB of memory", Capacity::memoryMib) {
    @Override
    public Capacity in(Capacity of, long amount) {
      return new Capacity(amount, of.vcpus(), of.diskGib(), of.bandwidthMbps());
    }
  },
  VCPUS("vcpus", "vCPUs", "vcpus", "vCPUs", Capacity::vcpus) {
    @Override
    public Capacity in(Capacity of, long amount) {
      return new Capacity(of.memoryMib(), (int) amount, of.diskGib(), of.bandwidthMbps());
    }
  },
  DISK("disk", "GiB", "diskGiB", "GiB of disk", Capacity::diskGib) {
    @Override
    public Capacity in(Capacity of, long amount) {
      return new Capacity(of.memoryMib(), of.vcpus(), amount, of.bandwidthMbps());
    }
  },
  BANDWIDTH("bandwidth", "Mbit/s", "bandwidthMbps", "Mbit/s", Capacity::bandwidthMbps) {
    @Override
    public Capacity in(Capacity of, long amount) {
      return new Capacity(of.memoryMib(), of.vcpus(), of.diskGib(), (int) amount);
    }
  };

  /** All of them, in the order in which a refusal names them. */
  public static final int COUNT = values().length;

  private final String rule;
  private final String unit;
  private final String field;
  private final String text;
  private final ToLongFunction<Capacity> amount;

  GridResource(
      String rule, String unit, String field, String text, ToLongFunction<Capacity> amount) {
    this.rule = rule;
    this.unit = unit;
    this.field = field;
    this.text = text;
    this.amount = amount;
  }

  /** Its name in reasons. */
  public String rule() {
    return rule;
  }

  public String unit() {
    return unit;
  }

  /** Its field of a component on the wire. */
  public String field() {
    return field;
  }

  /** Its unit within a sentence. */
  public String text() {
    return text;
  }

  public long of(Capacity capacity) {
    return amount.applyAsLong(capacity);
  }

  /** The same amounts with this one changed. */
  public abstract Capacity in(Capacity of, long amount);
}
