package io.gridwright.domain.configuration;

import io.gridwright.domain.configuration.DraftConfiguration.DraftTier;
import io.gridwright.domain.grid.ImageId;
import java.util.Map;
import java.util.Optional;

/** Reads one component: who it is here, the rest in the classes of each group. */
final class ComponentFields {
  private final ValidationContext context;
  private final Map<String, DraftTier> tiers;
  private final ComponentIndex index;
  private final DraftComponent sent;

  ComponentFields(
      ValidationContext context,
      Map<String, DraftTier> tiers,
      ComponentIndex index,
      DraftComponent sent) {
    this.context = context;
    this.tiers = tiers;
    this.index = index;
    this.sent = sent;
  }

  /** Empty where kind or image are faulty; sound only if nothing was reported. */
  Optional<Component> read(FieldReport report) {
    Optional<ComponentId> id = id(report.at("id"));
    String name = name(report.at("name"));
    Optional<ComponentKind> kind = kind(report.at("kind"));
    Optional<Image> image = image(kind, report.at("image"));
    SizeFields sizes = new SizeFields(sent, kind, image);
    MemoryFields.Memory memory =
        new MemoryFields(context.ceiling().memoryMib(), tiers).read(sent, report);
    SoftwareFields software = new SoftwareFields(sent, kind, context);
    Component component =
        new Component(
            id,
            name,
            kind.orElse(ComponentKind.WEB),
            image.map(Image::id).orElse(new ImageId("unknown")),
            memory.mib(),
            memory.percent(),
            sizes.vcpus(report.at("vcpus")),
            sizes.diskGib(report.at("diskGiB")),
            sizes.bandwidthMbps(report.at("bandwidthMbps")),
            stateless(kind, image),
            sizes.spreadOver(report.at("spreadOver")),
            Fields.text(sent.description(), 1000, report.at("description")),
            hostName(report.at("hostName")),
            software.engine(report.at("engine")),
            software.packages(report.at("software")),
            software.sshKeys(report.at("sshKeys")),
            software.userData(report.at("userData")),
            ExpectedFields.read(sent.expected(), report.at("expected")),
            AddressFields.requests(sent.addresses(), kind, report.at("addresses")),
            new LoadBalancerFields(index, context.certificates())
                .read(sent.loadBalancer(), kind, report.at("loadBalancer")),
            source(report.at("source")),
            ScheduleFields.backups(sent.backups(), report.at("backups")));
    return kind.isPresent() && image.isPresent() ? Optional.of(component) : Optional.empty();
  }

  private Optional<ComponentId> id(FieldReport report) {
    Optional<ComponentId> id = sent.id().filter(i -> !i.isBlank()).map(ComponentId::new);
    if (sent.id().isPresent() && id.filter(i -> context.knownComponents().contains(i)).isEmpty()) {
      report.fault("no component of this configuration has this id; leave it out to add one");
    }
    return id;
  }

  private String name(FieldReport report) {
    if (sent.name().isEmpty()) {
      report.fault("the component has no name; give it one, such as web-1");
    }
    sent.name().ifPresent(n -> HostNames.requireLabel(n, report));
    return sent.name().orElse("");
  }

  private Optional<ComponentKind> kind(FieldReport report) {
    if (sent.kind().isEmpty()) {
      report.fault("the kind is missing; choose LOAD_BALANCER, WEB, APP or DATABASE");
    }
    return Fields.word(sent.kind(), ComponentKind.class, report);
  }

  private Optional<Image> image(Optional<ComponentKind> kind, FieldReport report) {
    if (sent.image().isEmpty()) {
      report.fault("the image is missing; GET /api/v1/catalog/images lists them");
      return Optional.empty();
    }
    Optional<Image> image =
        sent.image()
            .filter(i -> !i.isBlank())
            .map(ImageId::new)
            .flatMap(context.catalogue()::image);
    if (image.isEmpty()) {
      report.fault(
          "there is no image \"%.80s\"; GET /api/v1/catalog/images lists them"
              .formatted(sent.image().get()));
    }
    if (image.isPresent() && kind.filter(k -> !image.get().kinds().contains(k)).isPresent()) {
      report.fault(
          "the image %s is for %s, not for %s; choose another image or kind"
              .formatted(image.get().id().value(), image.get().kinds(), kind.get()));
    }
    return image;
  }

  private boolean stateless(Optional<ComponentKind> kind, Optional<Image> image) {
    boolean usual =
        kind.filter(ComponentKind::statelessByDefault).isPresent()
            && image.filter(Image::stateless).isPresent();
    return sent.stateless().orElse(usual);
  }

  private Optional<String> hostName(FieldReport report) {
    sent.hostName().ifPresent(name -> HostNames.requireName(name, report));
    return sent.hostName();
  }

  private Optional<DiskSource> source(FieldReport report) {
    if (sent.source().isEmpty()) {
      return Optional.empty();
    }
    Optional<String> backup = sent.source().get().backup();
    Optional<String> component = sent.source().get().component();
    if (backup.isPresent() == component.isPresent()) {
      report.fault("give either backup or component, so that it is plain what is copied");
      return Optional.empty();
    }
    if (backup.isPresent() && !context.backups().contains(backup.get())) {
      report.at("backup").fault("you have no backup of this id; choose one of your backups");
    }
    if (component.isPresent()) {
      index.existing(component, report.at("component"));
      if (component.equals(sent.name())) {
        report.at("component").fault("a component cannot be copied from itself; name another");
      }
    }
    return Optional.of(new DiskSource(backup, component));
  }
}
