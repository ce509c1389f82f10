package io.gridwright.api.catalogue;

import io.gridwright.api.access.Open;
import io.gridwright.api.billing.PlanForm;
import io.gridwright.api.catalogue.ImageForm.EngineForm;
import io.gridwright.api.request.Page;
import io.gridwright.store.billing.Plans;
import io.gridwright.store.grid.Images;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code /catalog}: for everybody, since a sign-up names plans. */
@Path("/catalog")
@Tag(name = "Catalogue")
@Produces(MediaType.APPLICATION_JSON)
public final class CatalogueResource {
  private final Plans plans;
  private final Images images;

  public CatalogueResource(Plans plans, Images images) {
    this.plans = plans;
    this.images = images;
  }

  @GET
  @Path("/plans")
  @Open
  @Operation(
      summary = "Plans on sale",
      description =
          "What an account can subscribe to: price of a period, allotments, ceilings of what may"
              + " be held at one time.")
  public Page<PlanForm> listPlans() {
    return Page.whole(plans.catalogue().plans().stream().map(PlanForm::from).toList());
  }

  @GET
  @Path("/images")
  @Open
  @Operation(
      summary = "Images",
      description = "What components are made of, and which kinds each image serves.")
  public Page<ImageForm> listImages() {
    return Page.whole(images.catalogue().images().stream().map(ImageForm::from).toList());
  }

  @GET
  @Path("/engines")
  @Open
  @Operation(
      summary = "Database engines",
      description = "What a component of kind DATABASE may name as its engine.")
  public Page<EngineForm> listEngines() {
    return Page.whole(images.catalogue().engines().stream().map(EngineForm::from).toList());
  }
}
