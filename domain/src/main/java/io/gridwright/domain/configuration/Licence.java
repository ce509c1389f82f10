package io.gridwright.domain.configuration;

import io.gridwright.domain.billing.Money;

/** A licence fee that falls due per node or per machine and month (F80). */
public record Licence(Per per, Money cost) {

  /** What is counted. */
  public enum Per {
    NODE,
    MACHINE
  }
}
