package io.gridwright.api.grid;

import io.gridwright.api.access.Permission;
import io.gridwright.api.access.Requires;
import io.gridwright.api.request.Page;
import io.gridwright.api.request.PageRequest;
import io.gridwright.api.request.PathId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.store.grid.MachineLedger;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.OrphanLedger;
import io.gridwright.store.notice.NoticeRow;
import io.gridwright.store.notice.Notices;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@code /grid}: for operators only. */
@Path("/grid")
@Tag(name = "Grid")
@Produces(MediaType.APPLICATION_JSON)
public final class GridResource {
  private final NodeViews views;
  private final MachineLedger machines;
  private final OrphanLedger orphans;
  private final Notices notices;

  public GridResource(
      NodeViews views, MachineLedger machines, OrphanLedger orphans, Notices notices) {
    this.views = views;
    this.machines = machines;
    this.orphans = orphans;
    this.notices = notices;
  }

  @GET
  @Path("/nodes")
  @Requires(Permission.GRID_READ)
  @Operation(
      summary = "Nodes",
      description = "Every node: its state, what it has, what is held of it. For operators.")
  public Page<NodeForm> listNodes() {
    return Page.whole(views.all());
  }

  @GET
  @Path("/placements")
  @Requires(Permission.GRID_READ)
  @Operation(
      summary = "Placements",
      description =
          "What holds a place on a node now, of everybody or of one configuration; a swap shows"
              + " both, and so does a move. For operators.")
  public Page<PlacementForm> listPlacements(
      @QueryParam("configuration") String configuration,
      @QueryParam("limit") String limit,
      @QueryParam("after") String after) {
    PageRequest asked = PageRequest.of(limit, after);
    Optional<ConfigurationId> only =
        Optional.ofNullable(configuration)
            .map(id -> PathId.parameter("configuration", id, ConfigurationId::new));
    List<MachineRow> held =
        machines.places().stream()
            .filter(machine -> only.map(machine.configurationId()::equals).orElse(true))
            .sorted(Comparator.comparing(PlacementForm::idOf))
            .toList();
    return Page.within(held, asked, PlacementForm::idOf, PlacementForm::from);
  }

  @GET
  @Path("/orphans")
  @Requires(Permission.GRID_READ)
  @Operation(
      summary = "Orphans",
      description =
          "What ledger and hypervisor do not agree on, and what to do; empty when all is well."
              + " For operators.")
  public Page<OrphanForm> listOrphans() {
    return Page.whole(orphans.open().stream().map(OrphanForm::from).toList());
  }

  @GET
  @Path("/notices")
  @Requires(Permission.GRID_READ)
  @Operation(
      summary = "Notices",
      description =
          "What customers and operators were told without asking, each thing once, oldest first."
              + " For operators.")
  public Page<NoticeForm> listNotices(
      @QueryParam("limit") String limit, @QueryParam("after") String after) {
    PageRequest asked = PageRequest.of(limit, after);
    return Page.of(
        notices.after(asked.after(), asked.rows()), asked, NoticeRow::id, NoticeForm::from);
  }
}
