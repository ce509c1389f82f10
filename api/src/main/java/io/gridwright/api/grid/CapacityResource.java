package io.gridwright.api.grid;

import io.gridwright.api.access.Permission;
import io.gridwright.api.access.Requires;
import io.gridwright.engine.EngineUnavailable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code /grid/capacity}: what the grid could still take, and what it could lose. */
@Path("/grid/capacity")
@Tag(name = "Grid")
@Produces(MediaType.APPLICATION_JSON)
public final class CapacityResource {
  private final GridScheduler scheduler;

  public CapacityResource(GridScheduler scheduler) {
    this.scheduler = scheduler;
  }

  @GET
  @Requires(Permission.GRID_READ)
  @Operation(
      summary = "Headroom",
      description =
          "What is free on each node, and which components would find no other place if it died"
              + " now. For operators.")
  public HeadroomForm readCapacity() throws EngineUnavailable {
    return HeadroomForm.from(scheduler.capacity());
  }
}
