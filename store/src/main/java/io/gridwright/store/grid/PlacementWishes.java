package io.gridwright.store.grid;

import io.gridwright.domain.configuration.Dedication;

/**
 * What a configuration's document says of whom it may stand beside.
 *
 * @param risky whether what it is, and is for, is of HIGH risk; its account's is another
 */
public record PlacementWishes(boolean risky, Dedication dedicated) {}
