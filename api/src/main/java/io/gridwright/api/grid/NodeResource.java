package io.gridwright.api.grid;

import io.gridwright.api.access.Permission;
import io.gridwright.api.access.Requires;
import io.gridwright.api.problem.ProblemType;
import io.gridwright.api.problem.RefusedException;
import io.gridwright.api.request.Body;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.store.account.Accounts;
import io.gridwright.store.grid.NodeLedger;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.regex.Pattern;

/** {@code /grid/nodes/{node}}: what operators say of a node. */
@Path("/grid/nodes/{node}")
@Tag(name = "Grid")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class NodeResource {
  private static final Pattern NAME = Pattern.compile("[0-9A-Za-z._-]{1,64}");

  private final NodeLedger nodes;
  private final Accounts accounts;

  public NodeResource(NodeLedger nodes, Accounts accounts) {
    this.nodes = nodes;
    this.accounts = accounts;
  }

  @PATCH
  @Requires(Permission.GRID_WRITE)
  @Operation(
      summary = "Label a node",
      description =
          "Sets the labels that are sent, clears those that are null and keeps the rest. Placement"
              + " goes by them from now on; what stands there already stays. For operators.")
  public NodeForm labelNode(@PathParam("node") String node, NodeChangeForm form) {
    NodeName name = existing(node);
    nodes.relabel(
        name,
        new LabelFields(account -> accounts.find(account).isPresent()).read(Body.required(form)));
    return form(name);
  }

  private NodeForm form(NodeName name) {
    return nodes.list().stream()
        .filter(entry -> entry.node().name().equals(name))
        .map(NodeForm::from)
        .findFirst()
        .orElseThrow(NodeResource::absent);
  }

  /** Before anything else is told. */
  private NodeName existing(String segment) {
    if (!NAME.matcher(segment).matches()) {
      throw absent();
    }
    NodeName name = new NodeName(segment);
    nodes.find(name).orElseThrow(NodeResource::absent);
    return name;
  }

  private static RefusedException absent() {
    return RefusedException.because(
        ProblemType.NOT_FOUND, "The grid has no node of that name; list the nodes to find it.");
  }
}
