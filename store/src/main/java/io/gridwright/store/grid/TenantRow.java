package io.gridwright.store.grid;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.Dedication;
import io.gridwright.domain.configuration.Image;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.ImageId;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.NodeName;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.mapper.Nested;

/** A tenant as its query has it: of the image only the name. */
public record TenantRow(
    NodeName node,
    AccountId accountId,
    ConfigurationId configurationId,
    ComponentId componentId,
    String componentName,
    ComponentKind kind,
    int ordinal,
    MachineId machineId,
    @Nested Capacity amount,
    boolean risky,
    Dedication dedicated,
    Optional<ImageId> imageId,
    Optional<Long> accessesPerHour,
    Optional<Long> accessSeconds,
    Optional<Long> bytesPerAccess) {

  Tenant with(Map<ImageId, Image> catalogue) {
    Optional<Image> image = imageId.map(catalogue::get);
    return new Tenant(
        node,
        accountId,
        configurationId,
        componentId,
        componentName,
        kind,
        ordinal,
        machineId,
        amount,
        risky,
        dedicated,
        image.map(Image::os),
        image.flatMap(Image::licence),
        new Tenant.AccessLoad(accessesPerHour, accessSeconds, bytesPerAccess));
  }
}
