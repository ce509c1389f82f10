package io.gridwright.domain.billing;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a plan grants of one resource in a period (F142).
 *
 * @param quantity granted, in {@code unit}
 * @param overagePrice per unit beyond it; empty where nothing beyond is billed
 * @param cutOff the total at which use is restricted, in {@code unit}; empty for no line
 */
public record Allotment(
    Resource resource,
    QuantityUnit unit,
    BigDecimal quantity,
    Optional<Rate> overagePrice,
    Optional<BigDecimal> cutOff) {}
