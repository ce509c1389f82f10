package io.gridwright.domain.configuration;

import java.util.List;

/** Which of the meters the customer wants to see (F105); all are collected. Empty shows all. */
public record Monitoring(List<String> show) {
  public static final Monitoring ALL = new Monitoring(List.of());

  public Monitoring {
    show = List.copyOf(show);
  }
}
