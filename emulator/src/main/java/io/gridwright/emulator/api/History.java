package io.gridwright.emulator.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The last hour of the statistics as {@code rrddata} gives it: counters as rates in bytes per
 * second, absent where the counter was reset. Every timeframe is answered from that hour.
 */
final class History {
  private static final int POINTS = 360;
  private static final List<String> COUNTERS = List.of("netin", "netout", "diskread", "diskwrite");
  private static final List<String> GAUGES =
      List.of("cpu", "maxcpu", "mem", "maxmem", "disk", "maxdisk");

  private final Map<String, Deque<Sample>> samples = new ConcurrentHashMap<>();

  private record Sample(Instant at, Map<String, Object> row) {}

  void add(String id, Instant at, Map<String, Object> row) {
    Deque<Sample> kept = samples.computeIfAbsent(id, i -> new ArrayDeque<>());
    synchronized (kept) {
      kept.addLast(new Sample(at, row));
      if (kept.size() > POINTS) {
        kept.removeFirst();
      }
    }
  }

  List<Map<String, Object>> points(String id) {
    Deque<Sample> kept = samples.getOrDefault(id, new ArrayDeque<>());
    List<Map<String, Object>> points = new ArrayList<>();
    synchronized (kept) {
      Sample before = null;
      for (Sample sample : kept) {
        points.add(point(before, sample));
        before = sample;
      }
    }
    return points;
  }

  private static Map<String, Object> point(Sample before, Sample sample) {
    Map<String, Object> point = new LinkedHashMap<>();
    point.put("time", sample.at().getEpochSecond());
    GAUGES.stream()
        .filter(sample.row()::containsKey)
        .forEach(key -> point.put(key, sample.row().get(key)));
    if (before != null) {
      COUNTERS.forEach(key -> rate(before, sample, key, point));
    }
    return point;
  }

  private static void rate(Sample before, Sample sample, String key, Map<String, Object> point) {
    if (before.row().get(key) instanceof Number from
        && sample.row().get(key) instanceof Number to) {
      double seconds = Duration.between(before.at(), sample.at()).toMillis() / 1000.0;
      long grown = to.longValue() - from.longValue();
      if (seconds > 0 && grown >= 0) {
        point.put(key, grown / seconds);
      }
    }
  }
}
