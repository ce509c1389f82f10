package io.gridwright.api.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gridwright.api.billing.MoneyForm;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.Engine;
import io.gridwright.domain.configuration.Image;
import io.gridwright.domain.configuration.Licence;
import java.util.List;
import java.util.Optional;

/** An image that components are made of. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ImageForm(
    String id,
    String os,
    String template,
    List<ComponentKind> kinds,
    Optional<LicenceForm> licence,
    boolean stateless,
    String version,
    long minimumDiskGiB) {

  /** A monthly fee per node or machine. */
  public record LicenceForm(Licence.Per per, MoneyForm cost) {
    static LicenceForm from(Licence licence) {
      return new LicenceForm(licence.per(), MoneyForm.from(licence.cost()));
    }
  }

  /** A database engine that components of kind DATABASE may name. */
  public record EngineForm(String name, String version) {
    static EngineForm from(Engine engine) {
      return new EngineForm(engine.name(), engine.version());
    }
  }

  static ImageForm from(Image image) {
    return new ImageForm(
        image.id().value(),
        image.os(),
        image.template(),
        image.kinds().stream().sorted().toList(),
        image.licence().map(LicenceForm::from),
        image.stateless(),
        image.version(),
        image.minimumDiskGib());
  }
}
