package io.gridwright.domain.billing;

import io.gridwright.domain.Identifier;

/** Names a payment at its gateway; opaque. */
public record PaymentId(String value) implements Identifier {
  public PaymentId {
    Identifier.required(value, "payment id");
  }
}
