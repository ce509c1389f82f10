package io.gridwright.scheduler;

import io.gridwright.domain.grid.Capacity;
import java.util.function.ToLongFunction;

/** A size that a customer could order smaller: its field on the wire, and how to change it. */
enum ShrinkableSize {
  MEMORY("memoryMiB", "MiB of memory", Capacity::memoryMib) {
    @Override
    Capacity in(Capacity of, long amount) {
      return new Capacity(amount, of.vcpus(), of.diskGib(), of.bandwidthMbps());
    }
  },
  VCPUS("vcpus", "vCPUs", Capacity::vcpus) {
    @Override
    Capacity in(Capacity of, long amount) {
      return new Capacity(of.memoryMib(), (int) amount, of.diskGib(), of.bandwidthMbps());
    }
  },
  DISK("diskGiB", "GiB of disk", Capacity::diskGib) {
    @Override
    Capacity in(Capacity of, long amount) {
      return new Capacity(of.memoryMib(), of.vcpus(), amount, of.bandwidthMbps());
    }
  },
  BANDWIDTH("bandwidthMbps", "Mbit/s", Capacity::bandwidthMbps) {
    @Override
    Capacity in(Capacity of, long amount) {
      return new Capacity(of.memoryMib(), of.vcpus(), of.diskGib(), (int) amount);
    }
  };

  private final String field;
  private final String unit;
  private final ToLongFunction<Capacity> amount;

  ShrinkableSize(String field, String unit, ToLongFunction<Capacity> amount) {
    this.field = field;
    this.unit = unit;
    this.amount = amount;
  }

  String field() {
    return field;
  }

  String unit() {
    return unit;
  }

  long of(Capacity capacity) {
    return amount.applyAsLong(capacity);
  }

  /** The same amounts with this one changed. */
  abstract Capacity in(Capacity of, long amount);
}
