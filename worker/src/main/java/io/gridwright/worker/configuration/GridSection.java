package io.gridwright.worker.configuration;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import io.gridwright.activities.grid.GridSettings;
import io.gridwright.engine.process.FaultyConfiguration;
import io.gridwright.store.grid.GridRanges;
import io.gridwright.store.traffic.Ipv4Range;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;

/**
 * {@code grid}: what the engine may number machines and networks with, the same in every worker.
 * Numbers given before stay given where a range is narrowed.
 */
public final class GridSection {
  private static final GridRanges DEFAULT = GridRanges.DEFAULT;

  /** VMIDs that nobody else creates guests with. */
  @JsonProperty private int lowestVmid = DEFAULT.lowestVmid();

  @JsonProperty private int highestVmid = DEFAULT.highestVmid();

  /** VLAN tags, one for each account. */
  @JsonProperty private int lowestVlanTag = DEFAULT.lowestVlanTag();

  @JsonProperty private int highestVlanTag = DEFAULT.highestVlanTag();

  /** Cut into a /24 for each configuration. */
  @NotNull @JsonProperty private String privateRange = DEFAULT.privateRange().cidr();

  /** Addresses for customers. */
  @NotNull @JsonProperty private String publicRange = DEFAULT.publicRange().cidr();

  /** The uplink of each node, which no node tells. */
  @Min(1)
  @JsonProperty
  private int nodeBandwidthMbps = GridSettings.DEFAULT.nodeBandwidthMbps();

  /** How long a node must be away before anything is built elsewhere. */
  @NotNull
  @MinDuration(value = 1, unit = TimeUnit.SECONDS)
  @JsonProperty
  private Duration recoverAfter = Duration.seconds(GridSettings.DEFAULT.recoverAfter().toSeconds());

  public GridRanges ranges() {
    try {
      return new GridRanges(
          lowestVmid,
          highestVmid,
          lowestVlanTag,
          highestVlanTag,
          Ipv4Range.parse(privateRange),
          Ipv4Range.parse(publicRange));
    } catch (IllegalArgumentException unusable) {
      throw new FaultyConfiguration("grid: " + unusable.getMessage(), unusable);
    }
  }

  public GridSettings settings() {
    return new GridSettings(
        GridSettings.DEFAULT.glance(),
        GridSettings.DEFAULT.survey(),
        GridSettings.DEFAULT.report(),
        nodeBandwidthMbps,
        lowestVmid,
        highestVmid,
        recoverAfter.toJavaDuration());
  }
}
